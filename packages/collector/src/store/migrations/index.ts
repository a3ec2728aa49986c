import type { Kysely } from 'kysely'
import type { Engine, Tables } from '../schema.ts'
import { first } from './0001-first.ts'
import { outboxByDestination } from './0002-outbox-by-destination.ts'

/** One step forward. Numbers only grow; a released step never changes. */
export interface Migration {
  readonly id: number
  readonly name: string
  up(db: Kysely<Tables>, engine: Engine): Promise<void>
}

/** All steps in order. */
export const migrations: readonly Migration[] = [first, outboxByDestination]
