import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { repoPath } from '../../src/repo.ts'
import { serveRoutes } from '../../src/serve.ts'
import { installPacked, serveIn, useChromium } from '../../src/users/index.ts'

const openPage = useChromium()

/** Everything on this origin: keys of both storages, databases with their stores and the fields of their records, cookies. */
async function onTheDevice(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const records = await Promise.all(
      databases.map(
        ({ name }) =>
          new Promise<string[]>((resolve, reject) => {
            const opening = indexedDB.open(name!)
            opening.onerror = () => reject(opening.error)
            opening.onsuccess = () => {
              const database = opening.result
              const stores = [...database.objectStoreNames]
              const fields: string[] = []
              const transaction = database.transaction(stores)
              for (const store of stores) {
                const all = transaction.objectStore(store).getAll()
                all.onsuccess = () => {
                  for (const record of all.result)
                    fields.push(...Object.keys(record).map((key) => `${name} → ${store}: ${key}`))
                }
              }
              transaction.oncomplete = () => {
                database.close()
                resolve(fields)
              }
            }
          }),
      ),
    )
    return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...records.flat()]
  })
  const cookies = await page.context().cookies()
  return [...new Set([...found, ...cookies.map(({ name }) => `cookie ${name}`)])].sort()
}

it('[F19] on the device lies nothing before the customer acts, and afterwards what docs/spec/privacy.md names, all of it', async () => {
  const text = readFileSync(repoPath('docs/spec/privacy.md'), 'utf8')
  const table = text.split('| key | where |')[1]!.split('\n\n')[0]!
  const collector = await serveIn(await installPacked('collector', { packages: ['@frankly/collector'] }), {
    data: 'privacy',
  })
  const shop = await serveRoutes({
    '/': `<!doctype html><html lang="en"><title>Thank you</title><h1>Thank you</h1>
<script async src="${collector.url}/frankly.js" data-project="pk_demo" data-order-id="A-1"></script></html>`,
  })
  const { page, close } = await openPage()
  try {
    // answers cannot leave: they stay on the device, to be looked at
    await page.route('**/responses*', (route) => route.abort())
    await page.goto(shop.url)
    const group = page.getByRole('group', { name: 'How did ordering go?' })
    await group.waitFor({ timeout: 30_000 })
    expect(await onTheDevice(page)).toEqual([])
    await group.getByText('Well', { exact: true }).click()
    await expect
      .poll(() => onTheDevice(page), { timeout: 30_000 })
      // a tap is written at once, the notes of what was asked with the answer that is made of it
      .toEqual(expect.arrayContaining(['frankly → parcels: body', 'frankly.pk_demo.ledger']))
    const keys = (await onTheDevice(page)).map((key) => key.replace('pk_demo', 'P').replace('purchase', 'S'))
    for (const field of ['body', 'key', 'meta']) expect(keys).toContain(`frankly → parcels: ${field}`)
    const [inDatabase, inStorage] = [keys.filter((key) => key.includes('→')), keys.filter((key) => !key.includes('→'))]
    expect(inDatabase).toHaveLength(3)
    // now they may leave: the device notes which of this visit were sent
    await page.unroute('**/responses*')
    await page.evaluate(`frankly.flush()`)
    await expect.poll(() => onTheDevice(page), { timeout: 30_000 }).toContain('frankly.pk_demo.sent')
    inStorage.push('frankly.P.sent')
    const named = [...table.matchAll(/^\| `(frankly\.P[^`]*)` \|/gm)].map(([, key]) => key!)
    expect(inStorage.sort()).toEqual(named.sort())
  } finally {
    await close()
    await shop.close()
    await collector.stop()
  }
})
