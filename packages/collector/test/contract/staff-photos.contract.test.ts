import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { idOf, response } from '../support/items.ts'
import { asStaff, collectorWith } from '../support/start.ts'

const png = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } })
    .png()
    .toBuffer()

async function withPhoto(limits: object = {}) {
  const collector = await collectorWith({ limits })
  const project = '/v1/projects/pk_demo'
  const post = { method: 'POST', body: JSON.stringify({ items: [response(1)] }) }
  expect((await collector.app.request(`${project}/responses`, post)).status).toBe(200)
  const add = async (n: number, bytes: Buffer) => {
    const body = new Uint8Array(bytes)
    const path = `${project}/attachments?id=${idOf(n)}&response=${idOf(1)}&name=p`
    return collector.app.request(path, { method: 'POST', body })
  }
  return { collector, add }
}

describe('[F18] [PH3] photos for staff', () => {
  it('[PH3] a thumbnail is made anew, small; the original is a file; neither runs or is framed', async () => {
    const { collector, add } = await withPhoto()
    expect((await add(900, await png(1200, 800))).status).toBe(200)
    const get = async (query: string) =>
      collector.app.request(`/v1/attachments/pk_demo/${idOf(900)}${query}`, { headers: asStaff })
    const small = await get('?size=small')
    expect(small.headers.get('content-type')).toBe('image/webp')
    const { width, height } = await sharp(Buffer.from(await small.arrayBuffer())).metadata()
    expect([width, height]).toEqual([320, 213])
    const whole = await get('')
    expect(whole.headers.get('content-disposition')).toBe(`attachment; filename="photo-${idOf(900)}.png"`)
    for (const reply of [small, whole]) {
      expect(reply.headers.get('content-security-policy')).toContain('sandbox')
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
      expect(reply.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('[PH3] a file that claims a gigantic picture is not opened, and holds up nobody', async () => {
    const { collector, add } = await withPhoto()
    const bomb = await png(10, 10)
    // Width and height of the head, with its checksum left wrong as a stranger might.
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    expect((await add(901, bomb)).status).toBe(200)
    const began = performance.now()
    const reply = await collector.app.request(`/v1/attachments/pk_demo/${idOf(901)}?size=small`, { headers: asStaff })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('[PH4] an address opens one photo for five minutes, without a sign-in; a changed one opens nothing', async () => {
    const { collector, add } = await withPhoto()
    await add(900, await png(20, 20))
    const ask = { method: 'POST', headers: asStaff }
    const made = await collector.app.request(`/v1/attachments/pk_demo/${idOf(900)}/address`, ask)
    const { url, expiresAt } = (await made.json()) as { url: string; expiresAt: number }
    const { pathname } = new URL(url)
    expect((await collector.app.request(pathname)).status).toBe(200)
    expect((await collector.app.request(`${pathname}?size=small`)).headers.get('content-type')).toBe('image/webp')
    const [text = '', signature = ''] = pathname.slice(3).split('.')
    const other = Buffer.from(JSON.stringify(['pk_demo', idOf(901), expiresAt * 2])).toString('base64url')
    for (const wrong of [`/f/${other}.${signature}`, `/f/${text}`, `/f/${text}.${signature}x`, '/f/x'])
      expect([wrong, (await collector.app.request(wrong)).status]).toEqual([wrong, 404])
    collector.wait(5 * 60_000)
    expect((await collector.app.request(pathname)).status).toBe(404)
    // Nobody makes one without a sign-in, and none is made of what is not there.
    expect(
      (await collector.app.request(`/v1/attachments/pk_demo/${idOf(900)}/address`, { method: 'POST' })).status,
    ).toBe(401)
    expect((await collector.app.request(`/v1/attachments/pk_demo/${idOf(999)}/address`, ask)).status).toBe(404)
  })

  it('[PH5] a project has a quota: what finds no room may come later, and stays on the device', async () => {
    const photo = await png(200, 200)
    const { add } = await withPhoto({ projectFileBytes: photo.byteLength * 2 - 1 })
    expect((await add(900, photo)).status).toBe(200)
    const full = await add(901, photo)
    expect([full.status, full.headers.has('retry-after')]).toEqual([429, true])
    expect((await add(900, photo)).status).toBe(200)
  })
})
