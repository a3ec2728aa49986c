import type { DestinationCase } from '../base.ts'
import { slack } from './slack.ts'

/** Destinations that need a secret. */
export const serverDestinations: readonly DestinationCase[] = [slack]
