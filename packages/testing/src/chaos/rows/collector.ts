import { DatabaseSync } from 'node:sqlite'
import { startCollector } from '../../collector-process.ts'
import type { Stage } from '../stage.ts'
import type { Row } from './row.ts'

function body(id: string, text: string, revision = 1, at = Date.now()): string {
  return JSON.stringify({
    sentAt: at,
    items: [
      {
        id,
        revision,
        surveyId: 'purchase',
        surveyVersion: 1,
        status: 'completed',
        mode: 'web',
        test: false,
        locale: 'en',
        touchpoint: 'order_confirmed',
        answers: { best: { kind: 'text', text } },
        context: {},
        consents: [],
        timings: { startedAt: at, updatedAt: at },
      },
    ],
  })
}

async function post(stage: Stage, text: string): Promise<string> {
  const reply = await fetch(`${stage.collector.url}/v1/projects/pk_chaos/responses`, { method: 'POST', body: text })
  const parsed = (await reply.json()) as { results?: { status: string }[] }
  return parsed.results?.[0]?.status ?? `HTTP ${reply.status}`
}

/** What happens on the collector's side of the wire. */
export const collectorRows: readonly Row[] = [
  {
    number: 24,
    name: 'two pages of one browser, one left over from an earlier visit',
    async play(stage) {
      const old = await stage.open()
      stage.proxy.plan(() => ({ do: 'answer', status: 503 }))
      await stage.submit(old, { count: 20 })
      await old.close()
      stage.proxy.plan(() => ({ do: 'pass' }))
      const page = await stage.open()
      await stage.submit(page, { count: 5 })
    },
  },
  {
    number: 25,
    name: 'the store is locked for seconds; a restart storm',
    async play(stage) {
      const page = await stage.open()
      if (stage.store.kind === 'sqlite') {
        const holder = new DatabaseSync(stage.store.url.slice('sqlite:'.length))
        holder.exec('begin immediate')
        stage.fire(page, { count: 20 })
        await new Promise((resolve) => setTimeout(resolve, 2500))
        holder.exec('rollback')
        holder.close()
      } else {
        // PostgreSQL is made for several writers: a second collector on the same database takes half.
        const second = await startCollector({
          dataDir: stage.store.dataDir,
          configFile: stage.configFile,
          args: ['--store', stage.store.url],
        })
        stage.proxy.plan((_, count) => {
          stage.proxy.target(count % 2 ? second.port : stage.collector.port)
          return { do: 'pass' }
        })
        await stage.submit(page, { count: 60, pauseMs: 5 })
        stage.proxy.target(stage.collector.port)
        await second.kill()
      }
      for (let n = 0; n < 3; n++) {
        stage.fire(page, { count: 10, pauseMs: 5 })
        await stage.killCollector()
        await stage.restartCollector()
      }
    },
  },
  {
    number: 26,
    name: 'same id with another body; a week-old repeat; 200 repeats at once',
    async play(stage) {
      const id = '0190b5a0-1111-7000-8000-000000000001'
      const weekOld = body(id, 'first', 1, Date.now() - 7 * 86_400_000)
      stage.expect((await post(stage, weekOld)) === 'stored', 'an old answer is stored')
      const repeats = await Promise.all(Array.from({ length: 200 }, () => post(stage, weekOld)))
      stage.expect(
        repeats.every((status) => status === 'duplicate'),
        `repeats are duplicates: ${[...new Set(repeats)].join(', ')}`,
      )
      const other = await post(stage, body(id, 'second'))
      stage.expect(other === 'conflict', `another body is a conflict, got ${other}`)
      stage.expect((await stage.store.conflicts()) === 1, 'both are kept')
      const page = await stage.open()
      await stage.submit(page, { count: 20, revisions: 3 })
    },
  },
  {
    number: 28,
    name: 'withdrawn while sending',
    async play(stage) {
      const page = await stage.open()
      stage.proxy.plan(() => ({ do: 'reset-before' }))
      await stage.submit(page, { count: 20 })
      await page.evaluate(() => chaosOf().queue.withdraw())
      stage.proxy.plan(() => ({ do: 'pass' }))
      await page.evaluate(() => chaosOf().queue.flush())
      const sent = (await stage.store.rows()).length
      stage.expect(sent === 0, `nothing is sent after a withdrawal but the erasure; ${sent} answers were`)
      stage.oracle.forget()
    },
  },
]

declare function chaosOf(): { readonly queue: { flush(): Promise<unknown>; withdraw(): Promise<void> } }
