import type { Fault } from '../fault-proxy.ts'
import type { Row } from './row.ts'

const faults: readonly Fault[] = [
  { do: 'pass' },
  { do: 'pass' },
  { do: 'reset-before' },
  { do: 'commit-then-reset' },
  { do: 'commit-then-truncate' },
  { do: 'answer', status: 503 },
  { do: 'answer', status: 429, headers: { 'retry-after': '1' } },
  { do: 'answer', status: 200, body: '<h1>Welcome</h1>' },
  { do: 'answer', status: 204 },
  { do: 'commit-then-delay', ms: 400 },
  { do: 'commit-then-delay', ms: 3000 },
]

/** Everything at random: proxy faults, two tabs, browser and collector killed in between. */
export const mixtureRow: Row = {
  number: 30,
  name: 'a random mixture of all',
  needsProfile: true,
  patienceMs: 1500,
  async play(stage, scale) {
    const { chance } = stage
    stage.proxy.plan(() => chance.pick(faults))
    for (let n = 0; n < 3 * scale; n++) {
      const pages = [await stage.open(), await stage.open()]
      const told = stage.oracle.until(chance.between(5, 60))
      for (const page of pages) stage.fire(page, { count: 30, pauseMs: 12, revisions: chance.between(1, 3) })
      await told
      if (chance.unit() < 0.6) {
        await stage.killCollector()
        await new Promise((resolve) => setTimeout(resolve, chance.between(0, 300)))
        await stage.restartCollector()
      }
      if (chance.unit() < 0.7) await stage.killBrowser()
      else for (const page of pages) await page.close()
    }
  },
}
