import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { makeId } from '@frankly/core/platform'
import type { ResolvedOptions } from '../options/options.ts'
import { erasePerson, findPerson, NAMED_BY, type Person } from '../privacy/person.ts'
import { personCopy, personSummary } from '../privacy/person-copy.ts'
import { openSpoolSight } from '../spool/look-through.ts'
import type { Store } from '../store/ports.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'
import { openExisting, openForErasing, projectNamed } from './open-existing.ts'

const flags = {
  subject: { type: 'string' },
  order: { type: 'string' },
  receipt: { type: 'string' },
  response: { type: 'string' },
  project: { type: 'string' },
  out: { type: 'string' },
  yes: { type: 'boolean', default: false },
  limit: { type: 'string', default: '50' },
  data: { type: 'string' },
  config: { type: 'string' },
  store: { type: 'string' },
} as const

type Values = Readonly<Partial<Record<keyof typeof flags, string | boolean>>>

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/** `frankly subject` */
export const subjectCommand: Command = {
  summary: 'shows, copies or erases what is stored of one person',
  help: `frankly subject show     --subject ID | --order ID | --receipt CODE | --response ID   [--project KEY]
frankly subject export   the same   [--out FILE]
frankly subject erase    the same   [--yes]
frankly subject receipts [--limit N]
                         each: [--data DIR] [--config FILE] [--store URL]

Finds the responses of a person (trials and held ones too), with photos, second bodies, refused items that name the
person, and deliveries that wait. Works beside a running collector.

  show      what there is, counted; no word of it
  export    the person's own copy: one JSON object a line, photos as base64; --out: a file that only you may read
  erase     takes all of it out and tells the destinations; cannot be undone. Without --yes it only says what would go.
            Prints a receipt that names nobody. With SQLite the words go from the files too, within seconds. With a spool,
            what still lies there is kept out of the store; exit code 1: some of it could not be opened
  receipts  what was erased before, the newest first: when, by what it was named, how much; nobody is named

  --subject   the shop's own id of the person, as identify() was given it
  --order     number of an order
  --receipt   the code that a complainer holds
  --response  id of one response
  --project   may be left out when the configuration has one project`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true })
    const [action, ...rest] = positionals
    const isKnown = action === 'show' || action === 'export' || action === 'erase' || action === 'receipts'
    if (!isKnown || rest.length > 0) throw new UsageError('wanted show, export, erase or receipts')
    const options = loadOptions(values, process.env, { makes: false })
    if (action === 'receipts') return receipts(options, values)
    const person = personOf(values, options)
    const store = await (action === 'erase' && values.yes ? openForErasing(options) : openExisting(options, 'reading'))
    try {
      await projectNamed(store, options, person.project)
      if (action === 'export') return await copy(store, options, person, values.out)
      if (action === 'show') {
        say(personSummary(person, await findPerson(store, person)))
        return 0
      }
      if (!values.yes) {
        say(personSummary(person, await findPerson(store, person)))
        process.stderr.write('nothing is erased yet: say --yes to erase this\n')
        return 1
      }
      return await erase(store, options, person)
    } finally {
      await store.close()
    }
  },
}

/** Reads who is meant. */
function personOf(values: Values, { projects }: ResolvedOptions): Person {
  const named = NAMED_BY.flatMap((by) => {
    const value = values[by]
    return typeof value === 'string' && value !== '' ? [{ by, value }] : []
  })
  const [first] = named
  if (!first || named.length > 1) throw new UsageError('name one of --subject, --order, --receipt or --response')
  const [only, ...others] = projects.keys()
  const project = typeof values.project === 'string' ? values.project : others.length === 0 ? only : undefined
  if (project === undefined) throw new UsageError('--project: name it, since the configuration has not just one')
  return { project, ...first }
}

/** Erases, prints the receipt, and says whether something is left to do. */
async function erase(store: Store, options: ResolvedOptions, person: Person): Promise<number> {
  const now = Date.now()
  const newId = () => makeId({ now: () => now }, random)
  const project = options.projects.get(person.project)
  const spool = options.spool && (await openSpoolSight(options.spool, store.spoolKeys))
  try {
    const receipt = await erasePerson({ store, ...(spool && { spool }), project, who: 'command', newId }, person, now)
    say(receipt)
    const { unopened } = receipt.counts
    if (unopened === 0) return 0
    process.stderr.write(
      `${unopened} messages in the spool cannot be opened, so nobody knows whether this person stands in them: start a collector of the newest version that wrote there, or take them out of the stream if their keys are lost; then erase again\n`,
    )
    return 1
  } finally {
    await spool?.close()
  }
}

async function receipts(options: ResolvedOptions, values: Values): Promise<number> {
  const limit = Number(values.limit)
  if (!Number.isInteger(limit) || limit < 1) {
    throw new UsageError(`--limit: wanted a whole number above 0, got "${values.limit}"`)
  }
  const store = await openExisting(options, 'reading')
  try {
    const project = typeof values.project === 'string' ? values.project : undefined
    await projectNamed(store, options, project)
    for (const receipt of await store.erasures({ ...(project ? { projects: [project] } : {}), limit }))
      process.stdout.write(`${JSON.stringify(receipt)}\n`)
    return 0
  } finally {
    await store.close()
  }
}

async function copy(store: Store, options: ResolvedOptions, person: Person, out: string | undefined): Promise<number> {
  const file = await findPerson(store, person)
  const things = personCopy({ store, project: options.projects.get(person.project) }, person, file)
  const target = out === undefined ? undefined : await open(out, 'w', 0o600)
  try {
    await target?.chmod(0o600)
    for await (const thing of things) {
      const line = `${JSON.stringify(thing)}\n`
      if (target) await target.write(line)
      else if (!process.stdout.write(line)) await once(process.stdout, 'drain')
    }
    process.stderr.write(`${file.responses.length} responses, ${file.beside.attachments.length} photos\n`)
    return 0
  } finally {
    await target?.close()
  }
}

const say = (what: object) => process.stdout.write(`${JSON.stringify(what, undefined, 2)}\n`)
