import type { Row } from './row.ts'

/** Bad news first: with many ordinary answers waiting, a complaint is in the very next request. */
export const laneRow: Row = {
  number: 29,
  name: 'a complaint while hundreds of ordinary answers wait',
  async play(stage, scale) {
    const page = await stage.open()
    stage.proxy.closeDoor(true)
    await stage.submit(page, { count: 300 * scale, urgentEvery: 0 })
    stage.proxy.closeDoor(false)
    let at = -1
    stage.proxy.plan((post, count) => {
      if (at < 0 && post.urgent > 0) at = count
      return { do: 'pass' }
    })
    const before = stage.proxy.posts.length
    await stage.submit(page, { count: 1, urgentEvery: 1 })
    await page.waitForTimeout(500)
    // One ordinary request may already have been on its way when the customer pressed send.
    stage.expect(
      at > 0 && at - before <= 2,
      `the complaint is in the next request; it was in number ${at - before} after it`,
    )
  },
}
