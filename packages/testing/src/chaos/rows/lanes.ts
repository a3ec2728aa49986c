import type { ChaosPage } from '../page/harness.ts'
import type { Row } from './row.ts'

declare function chaosOf(): ChaosPage

/** Bad news first: with many ordinary answers waiting, a complaint is in the very next request. */
export const laneRow: Row = {
  number: 29,
  name: 'a complaint while hundreds of ordinary answers are being sent',
  async play(stage, scale) {
    const page = await stage.open()
    stage.proxy.closeDoor(true)
    await stage.submit(page, { count: 300 * scale, urgentEvery: 0 })
    const before = stage.proxy.posts.length
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const first = new Promise<void>((resolve) => {
      stage.proxy.plan((_, count) => {
        if (count > before + 1) return { do: 'pass' }
        resolve()
        return { do: 'commit-then-wait', until: released }
      })
    })
    stage.proxy.closeDoor(false)
    const flushed = page.evaluate(() => chaosOf().queue.flush())
    await first
    await stage.submit(page, { count: 1, urgentEvery: 1 })
    release()
    await flushed
    // the held request may have been given up: then the next one comes after a pause
    const came = () => stage.proxy.posts.slice(before + 1).some(({ urgent }) => urgent > 0)
    for (let n = 0; n < 40 && !came(); n++) await page.waitForTimeout(500)
    const at = stage.proxy.posts.slice(before + 1).findIndex(({ urgent }) => urgent > 0) + 1
    stage.expect(at === 1, `the complaint is in the next request; it was in number ${at} after it`)
  },
}
