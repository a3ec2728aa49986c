import type { Kysely } from 'kysely'
import type { Engine, Tables } from '../schema.ts'

/** The end of a strand. `seq` 0: nothing yet. */
export interface Head {
  readonly seq: number
  readonly hash: string
}

/** A strand that one transaction has to itself in this process. */
export interface Held {
  readonly project: string
  readonly strand: number
  readonly head: Head
}

/** Strands of one project on PostgreSQL: more than collectors ever write at once, few enough to list. */
const STRANDS = 64
const EMPTY: Head = { seq: 0, hash: '' }

interface Known {
  /** Where the search for a free strand begins. */
  start: number
  readonly busy: Set<number>
  readonly heads: Map<number, Head>
  /** Strands whose end does not agree with itself: left as they are, for `verify` to tell of. */
  readonly damaged: Set<number>
}

/**
 * Which strand of the chain a transaction writes. Each transaction of a process has one to itself, so that none waits for
 * another; two processes that meet on one find out when they write, and one moves on.
 */
export class Strands {
  readonly #engine: Engine
  readonly #projects = new Map<string, Known>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** Takes a free strand, and reads its end where this process has not written it last. */
  async hold(trx: Kysely<Tables>, project: string): Promise<Held> {
    const known = this.#of(project)
    for (;;) {
      const strand = this.#free(known)
      known.busy.add(strand)
      const held = known.heads.get(strand)
      if (held) return { project, strand, head: held }
      const head = await readHead(trx, project, strand).catch((error: unknown) => {
        known.busy.delete(strand)
        throw error
      })
      if (head) return { project, strand, head }
      known.damaged.add(strand)
      known.busy.delete(strand)
    }
  }

  /** The transaction is over: `head` is the new end, absent when it did not commit. */
  free({ project, strand }: Held, head: Head | undefined): void {
    const known = this.#of(project)
    known.busy.delete(strand)
    if (head) known.heads.set(strand, head)
    else known.heads.delete(strand)
  }

  /** Somebody else wrote on this strand: the next transaction tries another one. */
  moveOn(project: string): void {
    if (this.#engine.writers > 1) this.#of(project).start = Math.floor(Math.random() * STRANDS)
  }

  #of(project: string): Known {
    const known = this.#projects.get(project) ?? { start: 0, busy: new Set(), heads: new Map(), damaged: new Set() }
    this.#projects.set(project, known)
    return known
  }

  #free({ start, busy, damaged }: Known): number {
    for (let at = 0; ; at++) {
      const strand = at < STRANDS ? (start + at) % STRANDS : at
      if (!busy.has(strand) && !damaged.has(strand)) return strand
    }
  }
}

/** The end of a strand; `undefined` when what is noted of it and its last link differ. */
async function readHead(db: Kysely<Tables>, project: string, strand: number): Promise<Head | undefined> {
  const noted = await db
    .selectFrom('chain_heads')
    .select(['seq', 'hash'])
    .where('project', '=', project)
    .where('strand', '=', strand)
    .executeTakeFirst()
  const last = await db
    .selectFrom('chain_links')
    .select(['seq', 'hash'])
    .where('project', '=', project)
    .where('strand', '=', strand)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!noted && !last) return EMPTY
  return noted && noted.seq === last?.seq && noted.hash === last.hash ? noted : undefined
}
