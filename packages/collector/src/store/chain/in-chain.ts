import type { Transaction } from 'kysely'
import { grouped } from '../grouped.ts'
import type { Engine, Tables } from '../schema.ts'
import { CHAIN_HEADS, CHAIN_LINKS } from '../statements.ts'
import { inTransaction, Overtaken } from '../transaction.ts'
import { type LinkDraft, linkHash } from './digest.ts'
import { type Head, type Held, Strands } from './strands.ts'

/** Notes what a transaction does. */
export interface Notes {
  /** Whether anybody takes them. */
  readonly wanted: boolean
  /** Lines about responses of a project: `writtenLine`, `erasedLine`. */
  responses(project: string, at: number, lines: readonly string[]): void
  /** Something that somebody did. */
  action(project: string, at: number, body: object): void
}

/**
 * Runs `work` as `inTransaction` does, and writes what it notes into the chain in the same transaction, last: whoever
 * waits for a strand holds nothing that its owner still needs.
 */
export async function inChain<T>(
  engine: Engine,
  work: (trx: Transaction<Tables>, notes: Notes, attempt: number) => Promise<T>,
): Promise<T> {
  const strands = strandsOf(engine)
  const held = new Map<Held, Head | undefined>()
  const freeAll = (isCommitted: boolean) => {
    for (const [each, head] of held) strands.free(each, isCommitted ? head : undefined)
    held.clear()
  }
  try {
    const result = await inTransaction(engine, async (trx, attempt) => {
      freeAll(false)
      const drafts: LinkDraft[] = []
      const done = await work(trx, notesInto(drafts, engine.chained), attempt)
      if (!engine.chained) return done
      for (const [project, of] of byProject(drafts)) {
        const strand = await strands.hold(trx, project)
        held.set(strand, undefined)
        held.set(strand, await append(engine, trx, strands, strand, of))
      }
      return done
    })
    freeAll(true)
    return result
  } catch (error) {
    freeAll(false)
    throw error
  }
}

const known = new WeakMap<Engine, Strands>()

function strandsOf(engine: Engine): Strands {
  const strands = known.get(engine) ?? new Strands(engine)
  known.set(engine, strands)
  return strands
}

const notesInto = (drafts: LinkDraft[], wanted: boolean): Notes => ({
  wanted,
  responses(project, at, lines) {
    if (lines.length > 0) drafts.push({ project, kind: 'responses', at, body: lines.join('\n') })
  },
  action(project, at, body) {
    drafts.push({ project, kind: 'action', at, body: JSON.stringify(body) })
  },
})

/** In one order for all, so that two transactions never wait for each other in a circle. */
function byProject(drafts: readonly LinkDraft[]): readonly (readonly [string, readonly LinkDraft[]])[] {
  if (drafts.length === 1) return [[drafts[0]!.project, drafts]]
  return [...grouped(drafts, ({ project }) => project)].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Adds links at the end of a strand; returns the new end. */
async function append(
  engine: Engine,
  trx: Transaction<Tables>,
  strands: Strands,
  { project, strand, head }: Held,
  drafts: readonly LinkDraft[],
): Promise<Head> {
  let { seq, hash } = head
  const rows = drafts.map((draft) => {
    const prev = hash
    seq += 1
    hash = linkHash(prev, strand, draft)
    return { ...draft, strand, seq, prev, hash }
  })
  const moved = await engine.insert(trx, CHAIN_HEADS, [{ project, strand, seq, hash, from_seq: head.seq }])
  const written = moved === 1 ? await engine.insert(trx, CHAIN_LINKS, rows) : 0
  if (written === rows.length) return { seq, hash }
  strands.moveOn(project)
  throw new Overtaken()
}
