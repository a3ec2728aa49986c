import { afterEach } from 'vitest'
import { type OpenCollector, openCollector } from '../../src/collector.ts'
import { resolveOptions } from '../../src/options/read-options.ts'

/** The staff token of every collector here. */
export const STAFF_TOKEN = 'hV3k-Zq8w-Nf5t-Xc9r-Lb2m'

/** What a program of the shop sends. */
export const asStaff: { readonly authorization: string } = { authorization: `Bearer ${STAFF_TOKEN}` }

const open: OpenCollector[] = []
afterEach(async () => {
  for (const collector of open.splice(0)) await collector.close()
})

/** What a test changes of a collector in memory. */
export interface TestCollector extends OpenCollector {
  /** Lines logged so far. */
  readonly lines: readonly string[]
  /** Moves the clock. */
  wait(ms: number): void
}

/** A collector in memory; closed after the test. */
export async function collectorWith(
  given: Record<string, unknown> = {},
  env: Readonly<Record<string, string>> = {},
  now: number = 1_795_300_000_000,
): Promise<TestCollector> {
  const options = resolveOptions(
    {
      store: 'sqlite::memory:',
      staff: { token: { env: 'TOKEN' } },
      projects: { pk_demo: { shop: 'Shop', origins: ['https://shop.example'], surveys: [survey] } },
      ...given,
    },
    {
      dataDir: '/tmp',
      baseDir: '/tmp',
      env: { KEY: 'a-secret-of-more-than-32-characters!', TOKEN: STAFF_TOKEN, ...env },
    },
  )
  const lines: string[] = []
  let at = now
  const collector = await openCollector(options, {
    clock: { now: () => at },
    random: () => 0.5,
    log: (line) => lines.push(line),
    destinations: { list: [], close: async () => {} },
  })
  open.push(collector)
  const { close } = collector
  let closed: Promise<void> | undefined
  return Object.assign(collector, {
    lines,
    // A test may end it before its own end.
    close: () => (closed ??= close()),
    wait(ms: number) {
      at += ms
    },
  })
}

/** A rating and two texts. */
export const survey = {
  schema: 1,
  id: 'purchase',
  version: 1,
  title: { en: 'After the order', ru: 'После заказа' },
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'order_confirmed',
  pages: [
    {
      id: 'one',
      questions: [
        { kind: 'rating', id: 'ordering', scale: 'csat5', text: { en: 'How did it go?', ru: 'Как прошло?' } },
        { kind: 'text', id: 'best', asks: 'praise', text: { en: 'What was best?', ru: 'Что лучше всего?' } },
      ],
    },
  ],
}
