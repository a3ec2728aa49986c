import { Counter, Histogram, Registry } from 'prom-client'

type Labels = Readonly<Record<string, string>>

/** Numbers for `/metrics`, in memory, from the start of the process. */
export interface Metrics {
  /** Counts. The labels of one name are always the same. */
  add(name: string, labels?: Labels, by?: number): void
  /** Notes how long something took, in seconds. */
  took(name: string, labels: Labels, seconds: number): void
  /** The counters of one name, with their labels. */
  read(
    name: string,
  ): Promise<readonly { readonly labels: Partial<Record<string, string | number>>; readonly value: number }[]>
  /** Prometheus text format 0.0.4. */
  text(gauges: Readonly<Record<string, number>>): Promise<string>
}

/** What each number says. */
export const HELP: Readonly<Record<string, string>> = {
  items_total: 'Items of posts by what became of them',
  refused_total: 'Requests refused whole, by the code of the problem',
  refused_unkept_total: 'Refused items and posts that found no room among the dead letters',
  preflights_total: 'CORS preflights; our own posts need none',
  http_errors_total: 'Requests that failed for a fault of the collector or its store',
  http_aborted_total: 'Requests whose sender went away',
  http_seconds: 'Time from a request to its reply',
  store_errors_total: 'Failures of the store',
  sign_ins_total: 'Sign-ins by outcome',
  erased_total: 'Responses erased',
  attachments_total: 'Files by what became of them',
  outbox_sendings_total: 'Sendings to destinations by outcome',
  outbox_skipped_total: 'Deliveries that a destination does not take, by reason',
  outbox_dead_total: 'Deliveries given up',
  outbox_replayed_total: 'Deliveries that a person sent again',
  spool_written_total: 'Items written out of the spool, by what became of them',
  spool_waiting: 'Messages that wait in the spool',
  spool_bytes: 'Their bytes',
  responses: 'Responses in the store',
  conflicts: 'Second bodies kept',
  dead_letters: 'Refused items, posts and requests kept',
  outbox_waiting: 'Deliveries that wait',
  outbox_dead: 'Deliveries given up that wait for a person',
  objects_to_delete: 'Objects in the bucket that no photo holds, until they are deleted',
  intake_waiting: 'Items in memory that wait for the store',
  resident_bytes: 'Memory of the process',
  heap_bytes: 'Of it JavaScript',
  external_bytes: 'Of it buffers',
  cpu_seconds: 'Processor time since the start',
  spool_unopened_total: 'Messages of the spool that could not be opened',
}

const helpOf = (name: string): string => HELP[name] ?? name.replaceAll('_', ' ')

/** Seconds: from a plain page to a slow database. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Empty counters. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const counters = new Map<string, Counter>()
  const timers = new Map<string, Histogram>()
  const shape = (name: string, labels: Labels) => ({
    name: `frankly_${name}`,
    help: helpOf(name),
    labelNames: Object.keys(labels),
    registers: [registry],
  })
  return {
    add(name, labels = {}, by = 1) {
      const counter = counters.get(name) ?? new Counter(shape(name, labels))
      counters.set(name, counter)
      counter.inc(labels, by)
    },
    took(name, labels, seconds) {
      const timer = timers.get(name) ?? new Histogram({ ...shape(name, labels), buckets: BUCKETS })
      timers.set(name, timer)
      timer.observe(labels, seconds)
    },
    read: async (name) => (await counters.get(name)?.get())?.values ?? [],
    async text(gauges) {
      const now = Object.entries(gauges).flatMap(([name, value]) => [
        `# HELP frankly_${name} ${helpOf(name)}`,
        `# TYPE frankly_${name} gauge`,
        `frankly_${name} ${value}`,
      ])
      return `${await registry.metrics()}${now.join('\n')}\n`
    },
  }
}
