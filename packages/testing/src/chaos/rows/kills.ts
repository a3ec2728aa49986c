import type { Row } from './row.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Sudden death of a browser, a tab, a collector. */
export const killRows: readonly Row[] = [
  {
    number: 1,
    name: 'SIGKILL of the browser at any moment',
    needsProfile: true,
    async play(stage, scale) {
      for (let n = 0; n < 3 * scale; n++) {
        const page = await stage.open()
        // Most of the time the network is away, so that only the device's disk can keep the promise.
        const repeated = new Promise<void>((resolve) => {
          stage.proxy.plan(({ ids }) => {
            const safe = stage.oracle.safe()
            if (ids.some((id) => safe.has(id))) resolve()
            return { do: n % 3 === 1 ? 'pass' : 'reset-before' }
          })
        })
        const told = stage.oracle.until(stage.chance.between(5, 40))
        stage.fire(page, { count: 40, pauseMs: 10, revisions: 2 })
        // Every third time not before something that was told safe is on its way.
        await (n % 3 === 2 ? Promise.race([repeated, pause(30_000)]) : told)
        await pause(stage.chance.between(0, 60))
        await stage.killBrowser()
      }
    },
  },
  {
    number: 2,
    name: 'crash of a tab; another one drains the store',
    browsers: ['chromium'],
    async play(stage) {
      const crashing = await stage.open()
      const other = await stage.open()
      stage.proxy.plan(() => ({ do: 'answer', status: 503 }))
      await stage.submit(crashing, { count: 30 })
      const cdp = await crashing.context().newCDPSession(crashing)
      const gone = crashing.waitForEvent('crash')
      cdp.send('Page.crash').catch(() => undefined)
      await gone
      stage.proxy.plan(() => ({ do: 'pass' }))
      await stage.submit(other, { count: 10 })
    },
  },
  {
    number: 3,
    name: 'SIGKILL of the collector, again and again',
    async play(stage, scale) {
      const page = await stage.open()
      for (let n = 0; n < 3 * scale; n++) {
        const submitting = stage.submit(page, { count: 40, pauseMs: 8 })
        await pause(stage.chance.between(20, 250))
        await stage.killCollector()
        await submitting
        await stage.restartCollector()
      }
    },
  },
  {
    number: 19,
    name: 'closing or leaving the page 0–50 ms after submit',
    async play(stage, scale) {
      for (let n = 0; n < 6 * scale; n++) {
        const page = await stage.open()
        stage.fire(page, { count: 5 })
        await pause(stage.chance.between(0, 50))
        if (n % 2 === 1) await page.goto(page.url().replace('/?', '/empty?')).catch(() => undefined)
        await page.close()
      }
    },
  },
  {
    number: 34,
    name: 'browser and collector die together while answers come',
    needsProfile: true,
    async play(stage, scale) {
      for (let n = 0; n < 2 * scale; n++) {
        const page = await stage.open()
        const told = stage.oracle.until(stage.chance.between(2, 20))
        stage.fire(page, { count: 40, pauseMs: 10 })
        await told
        await stage.killCollector()
        await pause(stage.chance.between(0, 200))
        await stage.killBrowser()
        await stage.restartCollector()
      }
    },
  },
]
