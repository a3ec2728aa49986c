import type { DestinationCase } from '../base.ts'
import { http, httpSimple, webhook } from './endpoints.ts'

/** The collector's own, any endpoint, and what a browser may call. */
export const browserDestinations: readonly DestinationCase[] = [http, httpSimple, webhook]
