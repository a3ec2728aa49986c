import type { Kysely } from 'kysely'
import type { Engine, Tables } from '../schema.ts'

/** One step forward. Numbers only grow; a released step never changes. */
export interface Migration {
  readonly id: number
  readonly name: string
  up(db: Kysely<Tables>, engine: Engine): Promise<void>
}
