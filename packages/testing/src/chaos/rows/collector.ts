import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { startCollector } from '../../collector-process.ts'
import { makeResponse, PROJECT } from '../page/answers.ts'
import type { ChaosPage } from '../page/harness.ts'
import type { Stage } from '../stage.ts'
import type { Row } from './row.ts'

declare function chaosOf(): ChaosPage

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function body(id: string, text: string): string {
  return JSON.stringify({ sentAt: Date.now(), items: [makeResponse(id, text, false)] })
}

async function post(stage: Stage, text: string): Promise<string> {
  const reply = await fetch(`${stage.collector.url}/v1/projects/${PROJECT}/responses`, { method: 'POST', body: text })
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
    async play(stage, scale) {
      const page = await stage.open()
      if (stage.store.kind === 'sqlite') {
        const holder = new DatabaseSync(stage.store.url.slice('sqlite:'.length))
        holder.exec('begin immediate')
        stage.fire(page, { count: 20 })
        await pause(scale > 1 ? 30_000 : 2500)
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
        // The plan ends before the second collector does: a later post would aim the proxy at it for good.
        stage.proxy.plan(() => ({ do: 'pass' }))
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
    name: 'same id with another body; a week-old repeat; a thousand repeats (long: ten thousand)',
    async play(stage, scale) {
      const id = '0190b5a0-1111-7000-8000-000000000001'
      const weekAgo = Date.now() - 7 * 86_400_000
      const response = { ...makeResponse(id, 'first', false), timings: { startedAt: weekAgo, updatedAt: weekAgo } }
      const weekOld = JSON.stringify({ sentAt: weekAgo, items: [response] })
      const statuses = new Map<string, number>()
      for (let left = scale > 1 ? 50 : 5; left > 0; left--) {
        const repeats = await Promise.all(Array.from({ length: 200 }, () => post(stage, weekOld)))
        for (const status of repeats) statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
      stage.expect(statuses.get('stored') === 1, `of all at once one is stored; ${statuses.get('stored')} were`)
      stage.expect(statuses.size === 2 && statuses.has('duplicate'), `the rest is duplicate: ${[...statuses.keys()]}`)
      const other = await post(stage, body(id, 'second'))
      stage.expect(other === 'conflict', `another body is a conflict, got ${other}`)
      stage.expect((await stage.store.conflicts()) === 1, 'both are kept')
      const page = await stage.open()
      await stage.submit(page, { count: 20, revisions: 3 })
    },
  },
  {
    number: 33,
    name: 'SIGKILL of PostgreSQL with all its children, again and again',
    stores: ['postgres'],
    ownServer: true,
    async play(stage, scale) {
      const page = await stage.open()
      for (let n = 0; n < 2 * scale; n++) {
        const submitting = stage.submit(page, { count: 40, pauseMs: 8 })
        await pause(stage.chance.between(20, 250))
        await stage.store.server?.kill()
        await submitting
        await page.evaluate(() => chaosOf().queue.flush())
        await stage.store.server?.restart()
        await stage.submit(page, { count: 10 })
      }
    },
  },
  {
    number: 36,
    name: 'the disk is full, then there is room again',
    stores: ['sqlite'],
    async play(stage) {
      const page = await stage.open()
      await stage.submit(page, { count: 10 })
      const file = stage.store.url.slice('sqlite:'.length)
      const limit = (bytes: number | 'unlimited') =>
        execFileSync('prlimit', [`--pid=${stage.collector.child.pid}`, `--fsize=${bytes}:unlimited`])
      // No file of the collector may grow any more: what a full disk does to it, without filling this one.
      limit(Math.max(statSync(file).size, statSync(`${file}-wal`).size))
      await stage.submit(page, { count: 60, length: 3000 })
      await page.evaluate(() => chaosOf().queue.flush())
      const told = await post(stage, body('0190b5a0-2222-7000-8000-000000000002', 'x'.repeat(30_000)))
      stage.expect(told === 'HTTP 503' || told === 'retry', `what cannot be stored is told to come again, got ${told}`)
      limit('unlimited')
      const later = await post(stage, body('0190b5a0-2222-7000-8000-000000000003', 'again'))
      stage.expect(later === 'stored', `with room it stores again, without a restart; got ${later}`)
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
