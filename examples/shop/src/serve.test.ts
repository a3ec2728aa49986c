import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { purchase } from '@frankly/templates'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages } from './pages/all.ts'
import { type Shop, startShop } from './serve.ts'

let dist = ''
let shop: Shop

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'frankly-shop-'))
  await mkdir(join(dist, 'ru/products'), { recursive: true })
  await mkdir(join(dist, 'products'))
  for (const page of allPages({ script: '/a.js', style: '/a.css' })) await writeFile(join(dist, page.file), page.html)
  shop = await startShop({ collector: 'http://127.0.0.1:4567/', dist })
})

afterAll(async () => {
  await shop.close()
  await rm(dist, { recursive: true })
})

it('the collector of the demo asks the template "purchase" as it is', async () => {
  const file = fileURLToPath(new URL('../purchase.json', import.meta.url))
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(purchase)
})

describe('serve', () => {
  it('writes the collector into the thank-you page of both languages, at serve time', async () => {
    const en = await (await fetch(`${shop.url}/thank-you.html?order=A-1`)).text()
    const ru = await (await fetch(`${shop.url}/ru/thank-you.html`)).text()
    const tag = (locale: string) =>
      `<script async src="http://127.0.0.1:4567/frankly.js" data-project="pk_demo" data-locale="${locale}"></script>`
    expect(en).toContain(tag('en'))
    expect(ru).toContain(tag('ru'))
  })

  it('serves an index for a folder and a 404 in the language of the address', async () => {
    expect((await fetch(`${shop.url}/ru/`)).status).toBe(200)
    const missing = await fetch(`${shop.url}/ru/nothing.html`)
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('Такой страницы нет')
  })

  it('never leaves its folder and takes no posts', async () => {
    expect((await fetch(`${shop.url}/..%2f..%2f..%2fetc%2fpasswd`)).status).toBe(404)
    expect((await fetch(`${shop.url}/%E0%A4%A`)).status).toBe(404)
    expect((await fetch(`${shop.url}/`, { method: 'POST' })).status).toBe(405)
  })

  it('refuses an address that is no address, and a shop that was not built', async () => {
    await expect(startShop({ collector: '"><script>', dist })).rejects.toThrow('expected an address such as')
    await expect(startShop({ collector: 'http://a', dist: join(dist, 'none') })).rejects.toThrow('Run: pnpm')
  })
})
