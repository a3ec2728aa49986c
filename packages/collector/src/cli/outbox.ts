import { parseArgs } from 'node:util'
import type { OutboxFilter, OutboxRow } from '../store/ports.ts'
import { openStore } from '../store/store.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'

const flags = {
  state: { type: 'string' },
  project: { type: 'string' },
  destination: { type: 'string' },
  id: { type: 'string' },
  all: { type: 'boolean', default: false },
  limit: { type: 'string', default: '50' },
  json: { type: 'boolean', default: false },
  data: { type: 'string' },
  config: { type: 'string' },
  store: { type: 'string' },
} as const

/** `frankly outbox` */
export const outboxCommand: Command = {
  summary: 'lists what is not delivered, sends stopped deliveries again',
  help: `frankly outbox list   [--state dead|waiting] [--project KEY] [--destination ID] [--id ID] [--limit N] [--json]
frankly outbox replay [--project KEY] [--destination ID] [--id ID] | --all
                      both: [--data DIR] [--config FILE] [--store URL]

Works beside a running collector, which sends within seconds what is put back. No answers are printed.

  list    one delivery a line, urgent first, with the reason of the last failure; --json: one JSON object a line
  replay  puts stopped (dead) deliveries back in the queue, those that agree with all that is named; --all takes every one
  --limit default 50`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true })
    const [action, ...rest] = positionals
    if ((action !== 'list' && action !== 'replay') || rest.length > 0) throw new UsageError('wanted list or replay')
    const { project, destination, id } = values
    const of: OutboxFilter = {
      ...(project === undefined ? {} : { project }),
      ...(destination === undefined ? {} : { destination }),
      ...(id === undefined ? {} : { id }),
    }
    if (action === 'replay' && Object.keys(of).length === 0 && !values.all) {
      throw new UsageError('name --project, --destination or --id, or say --all')
    }
    const query = { ...of, ...stateOf(values.state), limit: limitOf(values.limit) }
    const { store: url } = loadOptions(values, process.env)
    const store = await openStore({
      url,
      now: Date.now(),
      ...(action === 'list' ? { readOnly: true } : { beside: true }),
    })
    try {
      if (action === 'replay') {
        const count = await store.outbox.replayAll(of, Date.now())
        const about = {
          count,
          ...(destination === undefined ? {} : { destination }),
          ...(id === undefined ? {} : { id }),
        }
        const entry = { by: 'frankly outbox', action: 'outbox.replay', about }
        await store.audit.note({ at: Date.now(), project: project ?? '', ...entry })
        process.stdout.write(`${count} back in the queue\n`)
        return 0
      }
      const rows = await store.outbox.list(query)
      for (const row of rows) process.stdout.write(`${values.json ? asJson(row) : asLine(row)}\n`)
      for (const each of await store.outbox.summary()) {
        process.stderr.write(`${each.project}/${each.destination}: ${each.waiting} waiting, ${each.dead} dead\n`)
      }
      return 0
    } finally {
      await store.close()
    }
  },
}

function stateOf(state: string | undefined): { readonly state?: OutboxRow['state'] } {
  if (state === undefined) return {}
  if (state === 'dead' || state === 'waiting') return { state }
  throw new UsageError(`--state: wanted dead or waiting, got "${state}"`)
}

function limitOf(limit: string): number {
  const number = Number(limit)
  if (Number.isInteger(number) && number > 0) return number
  throw new UsageError(`--limit: wanted a whole number above 0, got "${limit}"`)
}

function asLine(row: OutboxRow): string {
  const next = row.state === 'waiting' ? ` next ${new Date(row.nextAt).toISOString()}` : ''
  const why = row.detail === undefined ? '' : ` ${row.detail}`
  return `${row.state.padEnd(7)} ${row.project}/${row.destination} ${row.delivery.type} ${row.id} attempts ${row.attempts}${next}${why}`
}

function asJson({ delivery, ...facts }: OutboxRow): string {
  return JSON.stringify({ ...facts, type: delivery.type })
}
