import { launchBrowser } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { folder, startTarget, withStore } from '../support/attack.ts'
import { idOf, response } from '../support/items.ts'

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 240_000 }
const SECRET = 'GPS 52.5200N 13.4050E'

/** A photo of a telephone that was held on its side: EXIF with the way it is turned, and a place. */
function turned(jpeg: Buffer): Buffer<ArrayBuffer> {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex')
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(SECRET)])
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255])
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2), Buffer.from(SECRET)])
}

describe('[F18] a photo as a browser made it', SLOW_MACHINE, () => {
  it('[F18] comes back from the store without its place, and looks as it did: size, turn, colours', async () => {
    const browser = await launchBrowser('chromium')
    const page = await browser.newPage()
    const draw = (type: string) =>
      page.evaluate((kind) => {
        const canvas = document.createElement('canvas')
        canvas.width = 40
        canvas.height = 20
        const ink = canvas.getContext('2d')!
        ink.fillStyle = '#c00'
        ink.fillRect(0, 0, 20, 20)
        ink.fillStyle = '#00c'
        ink.fillRect(20, 0, 20, 20)
        return canvas.toDataURL(kind).split(',')[1]!
      }, type)
    /** Size as it is shown, and the colours of its four corners. */
    const look = (bytes: Uint8Array, type: string) =>
      page.evaluate(
        async (url) => {
          const image = new Image()
          image.src = url
          await image.decode()
          const { naturalWidth: width, naturalHeight: height } = image
          const canvas = document.createElement('canvas')
          Object.assign(canvas, { width, height })
          const ink = canvas.getContext('2d')!
          ink.drawImage(image, 0, 0)
          const corners = [
            [1, 1],
            [width - 2, 1],
            [1, height - 2],
            [width - 2, height - 2],
          ] as const
          return {
            width,
            height,
            corners: corners.map(([x, y]) =>
              [...ink.getImageData(x, y, 1, 1).data].map((part) => (part > 128 ? 1 : 0)).join(''),
            ),
          }
        },
        `data:${type};base64,${Buffer.from(bytes).toString('base64')}`,
      )

    const dataDir = folder()
    const target = await startTarget({ dataDir })
    await target.send([response(1)])
    const sent = new Map<string, { readonly type: string; readonly bytes: Buffer<ArrayBuffer> }>()
    for (const [n, type] of ['image/jpeg', 'image/png', 'image/webp'].entries()) {
      const drawn = Buffer.from(await draw(type), 'base64')
      sent.set(idOf(100 + n), { type, bytes: type === 'image/jpeg' ? turned(drawn) : Buffer.from(drawn) })
    }
    for (const [id, { bytes }] of sent) {
      const reply = await target.post(`attachments?id=${id}&response=${idOf(1)}`, bytes)
      expect(await reply.json()).toMatchObject({ status: 'stored' })
      expect(await (await target.post(`attachments?id=${id}&response=${idOf(1)}`, bytes)).json()).toMatchObject({
        status: 'duplicate',
      })
    }
    await target.stop()
    await withStore(dataDir, async (store) => {
      for (const [id, { type, bytes }] of sent) {
        const file = await store.attachment('pk_demo', id)
        expect(file?.type).toBe(type)
        expect(Buffer.from(file!.bytes).includes(SECRET)).toBe(false)
        const before = await look(bytes, type)
        expect(await look(file!.bytes, type)).toEqual(before)
        expect([before.width, before.height]).toEqual(type === 'image/jpeg' ? [20, 40] : [40, 20])
      }
    })
    await browser.close()
  })
})
