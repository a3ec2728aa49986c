import { parseArgs } from 'node:util'
import { makeId } from '@frankly/core/platform'
import { liveEntry } from '../live/entry.ts'
import { discardHeld, type HeldChoice, releaseHeld } from '../live/quarantine.ts'
import type { Cursor, Store } from '../store/ports.ts'
import { withPublished } from '../surveys/live-projects.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'
import { openExisting, projectNamed } from './open-existing.ts'

const flags = {
  project: { type: 'string' },
  id: { type: 'string' },
  reason: { type: 'string' },
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  data: { type: 'string' },
  config: { type: 'string' },
  store: { type: 'string' },
} as const

const PAGE = 200
const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/** `frankly quarantine` */
export const quarantineCommand: Command = {
  summary: 'lists answers that are held, lets them count or deletes them',
  help: `frankly quarantine list    [--project KEY] [--reason REASON] [--json]
frankly quarantine release [--project KEY] [--reason REASON] [--id ID] | --all
frankly quarantine discard [--project KEY] [--reason REASON] [--id ID] | --all
                           each: [--data DIR] [--config FILE] [--store URL]

Answers that look as if a program had sent them are held: stored, but counted nowhere and sent nowhere. Works beside a
running collector.

  list     one answer a line, newest first, with the reason; --json: one JSON object a line, in words
  release  from now on they count, and go to the destinations of the configuration, once
  discard  deletes them for good; cannot be undone
  --id     one answer; needs --project
  --all    every one that is held`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true })
    const [action, ...rest] = positionals
    if ((action !== 'list' && action !== 'release' && action !== 'discard') || rest.length > 0) {
      throw new UsageError('wanted list, release or discard')
    }
    const { project, reason, id } = values
    const now = Date.now()
    const choice = action === 'list' ? undefined : choiceOf(values, now)
    const configured = loadOptions(values, process.env, { makes: false })
    const store = await openExisting(configured, action === 'list' ? 'reading' : 'changing')
    try {
      const options = await withPublished(store, configured, Date)
      await projectNamed(store, options, project)
      if (!choice) {
        const of = { list: 'held' as const, ...(project ? { project } : {}), ...(reason ? { quarantine: reason } : {}) }
        const shown = await list(store, of, (row) => {
          if (!values.json)
            return `${new Date(row.receivedAt).toISOString()}  ${row.project}  ${row.id}  ${row.quarantine}`
          return JSON.stringify(liveEntry(row, options.projects.get(row.project)))
        })
        process.stderr.write(`${shown} held\n`)
        return 0
      }
      const deps = { store, options, newId: () => makeId({ now: () => now }, random) }
      const { done, changed } = await (action === 'release' ? releaseHeld : discardHeld)(deps, choice, now)
      const about = { done, ...(id === undefined ? {} : { id }), ...(reason === undefined ? {} : { reason }) }
      await store.audit.note({
        at: now,
        project: project ?? '',
        by: 'frankly quarantine',
        action: `held.${action}`,
        about,
      })
      process.stdout.write(`${done} ${action === 'release' ? 'released' : 'discarded'}\n`)
      if (changed > 0) process.stderr.write(`${changed} not held any more, left as they are\n`)
      return id !== undefined && done === 0 ? 1 : 0
    } finally {
      await store.close()
    }
  },
}

function choiceOf(
  { project, reason, id, all }: Readonly<Record<string, string | boolean | undefined>>,
  now: number,
): HeldChoice {
  if (typeof id === 'string') {
    if (typeof project !== 'string') throw new UsageError('--id: name its --project too')
    return { project, id }
  }
  if (project === undefined && reason === undefined && !all) {
    throw new UsageError('name --project, --reason or --id, or say --all')
  }
  return {
    until: now,
    ...(typeof project === 'string' ? { project } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
  }
}

async function list(
  store: Pick<Store, 'responses'>,
  of: { readonly list: 'held'; readonly project?: string; readonly quarantine?: string },
  line: (row: Awaited<ReturnType<Store['responses']>>[number]) => string,
): Promise<number> {
  let shown = 0
  let after: Cursor | undefined
  for (;;) {
    const rows = await store.responses({ ...of, limit: PAGE, newestFirst: true, ...(after ? { after } : {}) })
    for (const row of rows) process.stdout.write(`${line(row)}\n`)
    shown += rows.length
    after = rows.at(-1)
    if (rows.length < PAGE) return shown
  }
}
