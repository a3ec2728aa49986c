import { type Selectable, sql, type Transaction } from 'kysely'
import { grouped } from '../grouped.ts'
import type { ChainFault, ChainHead, Verified, VerifyAsk } from '../ports.ts'
import type { Engine, Tables } from '../schema.ts'
import { inSnapshot } from '../snapshot.ts'
import { digestOf, type LinkKind, linkHash } from './digest.ts'
import { wordsOfRows } from './note-rows.ts'

/** Rows read at once. */
const PAGE = 1000
/** Responses whose digests are held in memory at once. */
const AT_ONCE = 300_000
/** Ids end in a hexadecimal digit: by it they are looked at in parts. */
const DIGITS = '0123456789abcdef'

type Db = Transaction<Tables>
type Link = Selectable<Tables['chain_links']>
type Find = (fault: ChainFault) => void

/** Follows every strand from its first link, then compares what the links say with the responses that are there. */
export function verifyChain(engine: Engine, ask: VerifyAsk): Promise<Verified> {
  return inSnapshot(engine, async (db) => {
    const faults: ChainFault[] = []
    let more = 0
    const find: Find = (fault) => void (faults.length < ask.limit ? faults.push(fault) : more++)
    const heads = await headsOf(db, ask.project)
    const strands = await followAll(db, heads, ask, find)
    const row = await rowsOf(db, ask.project)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const responses = Number(row.n)
    const parts = Math.min(DIGITS.length, Math.max(1, Math.ceil(responses / AT_ONCE)))
    for (let part = 0; part < parts; part++) {
      const digits = [...DIGITS].filter((_, i) => i % parts === part)
      await compare(db, ask.project, parts === 1 ? undefined : digits, find)
      ask.onProgress?.((part + 1) / parts)
    }
    return { links: strands.links, responses, faults, more, heads: strands.heads }
  })
}

const rowsOf = (db: Db, project: string | undefined) => {
  const rows = db.selectFrom('responses')
  return project === undefined ? rows : rows.where('project', '=', project)
}

async function headsOf(db: Db, project: string | undefined): Promise<readonly ChainHead[]> {
  const all = db.selectFrom('chain_heads').select(['project', 'strand', 'seq', 'hash']).orderBy('project')
  return (project === undefined ? all : all.where('project', '=', project)).orderBy('strand').execute()
}

/** Every strand that has links or an end, or should have by the root. */
async function followAll(db: Db, heads: readonly ChainHead[], { project, root }: VerifyAsk, find: Find) {
  const linked = await db.selectFrom('chain_links').select(['project', 'strand']).distinct().execute()
  const known = [...linked, ...heads, ...(root ?? [])].filter(
    (each) => project === undefined || each.project === project,
  )
  const strands = grouped(known, (each) => `${each.project}\n${each.strand}`)
  const ends: ChainHead[] = []
  let links = 0
  for (const [{ project: of, strand } = { project: '', strand: 0 }] of strands.values()) {
    const isOf = (each: ChainHead) => each.project === of && each.strand === strand
    const end = await follow(db, { project: of, strand }, root?.filter(isOf) ?? [], find)
    links += end.links
    const where = `strand ${strand}`
    const head = heads.find(isOf)
    if (!head) find({ kind: 'cut-off', project: of, where, detail: 'the note of its last link is gone' })
    else if (head.seq > end.seq)
      find({ kind: 'cut-off', project: of, where, detail: `ends at link ${end.seq}, ${head.seq} were written` })
    else if (head.hash !== end.hash)
      find({
        kind: 'inserted',
        project: of,
        where,
        detail: `its last link is not the one that was noted as link ${head.seq}`,
      })
    ends.push({ project: of, strand, seq: end.seq, hash: end.hash })
  }
  return { links, heads: ends }
}

async function follow(
  db: Db,
  { project, strand }: { readonly project: string; readonly strand: number },
  root: readonly ChainHead[],
  find: Find,
): Promise<ChainHead & { readonly links: number }> {
  let end = { seq: 0, hash: '' }
  let before = ''
  let links = 0
  let isInPlace = true
  for (;;) {
    const page = await pageOf(db, project, strand, end.seq)
    for (const link of page) {
      const where = `strand ${strand}, link ${link.seq}`
      const written = isoTime(link.at)
      const isWhole = linkHash(link.prev, strand, draftOf(link)) === link.hash
      const follows = link.prev === end.hash
      if (!isWhole) find({ kind: 'edited', project, where, detail: `link of ${written} is not as it was written` })
      if (link.seq !== end.seq + 1)
        find({ kind: 'deleted', project, where, detail: `links ${end.seq + 1} to ${link.seq - 1} are not here` })
      else if (isWhole && !follows) {
        // It follows the one before the last: then the last does not belong there.
        const isAfter = isInPlace && link.prev === before
        const isKnown = isAfter || (await hasLink(db, project, strand, link.prev))
        const kind = isAfter || !isKnown ? 'inserted' : 'reordered'
        find({
          kind,
          project,
          where,
          detail: `link of ${written} does not follow ${isAfter ? 'the one inserted' : 'the one'} before it`,
        })
      }
      for (const noted of root)
        if (noted.seq === link.seq && noted.hash !== link.hash)
          find({
            kind: 'edited',
            project,
            where,
            detail: 'is not the link that the root names: the chain was written anew',
          })
      isInPlace = follows
      before = end.hash
      end = link
      links += 1
    }
    if (page.length < PAGE) break
  }
  const { seq, hash } = end
  for (const noted of root)
    if (noted.seq > seq) {
      const detail = `ends at link ${seq}, the root names link ${noted.seq}`
      find({ kind: 'cut-off', project, where: `strand ${strand}`, detail })
    }
  return { project, strand, seq, hash, links }
}

const draftOf = ({ project, kind, at, body }: Link) => ({ project, kind: kind as LinkKind, at, body })

function pageOf(db: Db, project: string, strand: number, after: number): Promise<readonly Link[]> {
  return db
    .selectFrom('chain_links')
    .selectAll()
    .where('project', '=', project)
    .where('strand', '=', strand)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(PAGE)
    .execute()
}

async function hasLink(db: Db, project: string, strand: number, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('chain_links')
    .select('seq')
    .where('project', '=', project)
    .where('strand', '=', strand)
    .where('hash', '=', hash)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What the chain says of one response. */
interface Said {
  readonly revision: number
  /** The last of each strand: revisions of one response may stand in several. Absent: erased. */
  readonly digests?: ReadonlyMap<number, string>
}

/** Compares the responses whose ids end in one of `digits` with what the links say of them. */
async function compare(db: Db, project: string | undefined, digits: readonly string[] | undefined, find: Find) {
  const said = await readSaid(db, project, digits)
  let after = { project: '', id: '' }
  for (;;) {
    const { project: ofProject, id } = after
    let query = rowsOf(db, project)
      .selectAll()
      .where((e) => e(e.refTuple('project', 'id'), '>', e.tuple(ofProject, id)))
    if (digits) query = query.where(sql<string>`substr(id, 36, 1)`, 'in', digits)
    const rows = await query.orderBy('project').orderBy('id').limit(PAGE).execute()
    for (const [of, group] of grouped(rows, (row) => row.project)) {
      const words = await wordsOfRows(db, of, group)
      for (const row of group) {
        const key = `${of}\n${row.id}`
        const fault = faultOf(row, words.get(row.id), said.get(key))
        if (fault) find({ ...fault, project: of, where: `response ${row.id}` })
        said.delete(key)
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) break
    after = last
  }
  for (const [key, { revision, digests }] of said) {
    const [of = '', id = ''] = key.split('\n')
    const detail = `revision ${revision} was written and is not here; no erasure is noted`
    if (digests) find({ kind: 'deleted', project: of, where: `response ${id}`, detail })
  }
}

function faultOf(
  row: Selectable<Tables['responses']>,
  words: readonly string[] | undefined,
  said: Said | undefined,
): Pick<ChainFault, 'kind' | 'detail'> | undefined {
  if (row.erased === 1) {
    // A tombstone of what never came, and of what the chain says was erased.
    if (said ? !said.digests : row.survey_version === 0) return undefined
    return said
      ? { kind: 'deleted', detail: 'is empty; no erasure is noted' }
      : { kind: 'inserted', detail: 'is a tombstone of a response that was never written' }
  }
  if (!said) return { kind: 'inserted', detail: 'no link says that it was written' }
  if (!said.digests) return { kind: 'inserted', detail: 'was erased, and is here again' }
  const digest = row.salt === null ? undefined : digestOf(row, row.salt, words)
  if (digest !== undefined && [...said.digests.values()].includes(digest)) return undefined
  return { kind: 'edited', detail: `is not as revision ${said.revision} was written` }
}

async function readSaid(db: Db, project: string | undefined, digits: readonly string[] | undefined) {
  const said = new Map<string, Said>()
  let after = { project: '', strand: 0, seq: 0 }
  for (;;) {
    const { project: of, strand, seq } = after
    let query = db
      .selectFrom('chain_links')
      .select(['project', 'strand', 'seq', 'body'])
      .where('kind', '=', 'responses')
      .where((e) => e(e.refTuple('project', 'strand', 'seq'), '>', e.tuple(of, strand, seq)))
    if (project !== undefined) query = query.where('project', '=', project)
    const page = await query.orderBy('project').orderBy('strand').orderBy('seq').limit(PAGE).execute()
    for (const link of page)
      for (const line of link.body.split('\n')) {
        const [id = '', revision = '', digest] = line.split(' ')
        if (digits && !digits.includes(id.slice(-1))) continue
        const key = `${link.project}\n${id}`
        said.set(key, withLine(said.get(key), { revision, strand: link.strand, digest }))
      }
    const last = page.at(-1)
    if (!last || page.length < PAGE) return said
    after = last
  }
}

/** What is said of a response after one more line. An erasure is for ever. */
function withLine(
  before: Said | undefined,
  line: { readonly revision: string; readonly strand: number; readonly digest: string | undefined },
): Said {
  if (before && !before.digests) return before
  if (line.digest === undefined) return { revision: 0 }
  const revision = Number(line.revision)
  if (before && revision < before.revision) return before
  const others = before?.revision === revision ? (before.digests ?? []) : []
  return { revision, digests: new Map([...others, [line.strand, line.digest]]) }
}

const isoTime = (at: number): string => new Date(at).toISOString()
