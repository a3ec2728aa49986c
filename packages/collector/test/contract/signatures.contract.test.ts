import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { signOrder, signSubject } from '@frankly/core/node'
import { repoPath } from '@frankly/testing/process'
import { describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { asStaff, collectorWith, survey } from '../support/start.ts'

const secret = 'a-secret-of-more-than-32-characters!'
const NOW = 1_795_300_000_000

const signing = (more: object = {}) => ({ signing: { keys: { k1: { env: 'KEY' }, k2: { env: 'OTHER' } }, ...more } })
const shopWith = (more: object) => ({
  projects: { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey], ...more } },
})
const other = 'another-secret-of-more-than-32-chars'

async function stored(more: object, signature: string) {
  const collector = await collectorWith(shopWith(more), { OTHER: other }, NOW)
  const order = { orderId: 'A-1', value: 1, currency: 'EUR', signature }
  const item = response(1, { context: { order } })
  const body = JSON.stringify({ sentAt: NOW, items: [item] })
  const reply = await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body })
  const { results } = (await reply.json()) as { results: { status: string }[] }
  const row = await collector.store.response('pk_demo', item.id)
  const csv = await (
    await collector.app.request('http://127.0.0.1/v1/exports/responses.csv', { headers: asStaff })
  ).text()
  return { status: results[0]?.status, proof: row?.orderProof, held: row?.quarantine, csv }
}

const at = (ms: number, key = { id: 'k1', secret }) => signOrder('A-1', { project: 'pk_demo', key, now: () => ms })

describe('signed context', () => {
  it.each([
    ['now', at(NOW), 'verified'],
    ['by a clock five minutes ahead', at(NOW + 300_000), 'verified'],
    ['by a clock further ahead', at(NOW + 302_000), 'bad'],
    ['30 days ago', at(NOW - 30 * 86_400_000), 'verified'],
    ['longer ago', at(NOW - 30 * 86_400_000 - 2000), 'bad'],
    ['by the second key, while the first is replaced', at(NOW, { id: 'k2', secret: other }), 'verified'],
    ['by a key that is gone', at(NOW, { id: 'k0', secret }), 'bad'],
    ['over another order', signOrder('A-2', { project: 'pk_demo', key: { id: 'k1', secret }, now: () => NOW }), 'bad'],
  ])('[SG1] signed %s: stored whatever it proves, and exports say it', async (_, signature, proof) => {
    const found = await stored(signing(), signature)
    expect([found.status, found.proof, found.held]).toEqual(['stored', proof, undefined])
    expect(found.csv).toContain(`,${proof},`)
  })

  it('[F16] [SG2] a project may hold answers with a bad signature; a good one and none are not held', async () => {
    const hold = signing({ bad: 'hold' })
    expect(await stored(hold, 'v1.k1.1.x')).toMatchObject({ status: 'stored', proof: 'bad', held: 'bad_signature' })
    expect((await stored(hold, at(NOW))).held).toBeUndefined()
    expect((await stored(hold, '')).held).toBeUndefined()
  })
})

const guide = readFileSync(repoPath('docs/wire/signatures.md'), 'utf8')
const blockOf = (language: string) => new RegExp(`\`\`\`${language}[^\\n]*\\n(.*?)\`\`\``, 's').exec(guide)![1]!

describe('the lines for other languages', () => {
  const call = (fact: string, id: string) =>
    [fact, id, 'pk_demo', 'k1', secret].map((text) => JSON.stringify(text)).join(', ')
  const programs = {
    python: {
      name: 'python3',
      flag: '-c',
      of: (args: string) => `${blockOf('python')}\nprint(sign(${args}, 1795300000))`,
    },
    php: { name: 'php', flag: '-r', of: (args: string) => `${blockOf('php')}\necho sign(${args}, 1795300000);` },
    ruby: { name: 'ruby', flag: '-e', of: (args: string) => `${blockOf('ruby')}\nputs sign(${args}, 1795300000)` },
  }
  it('sign as our own do, in every language that is installed here', () => {
    // A program text given as an argument is read in the language of the shell.
    const utf8 = { ...process.env, LC_ALL: 'C.UTF-8' }
    const how = { project: 'pk_demo', key: { id: 'k1', secret }, now: () => NOW }
    const wanted = [signOrder('A-1', how), signSubject('Анна-7', how)]
    const here = Object.values(programs).filter(({ name }) => spawnSync(name, ['--version']).status === 0)
    for (const { name, flag, of } of here) {
      const signed = [call('order', 'A-1'), call('subject', 'Анна-7')].map((args) =>
        execFileSync(name, [flag, of(args)], { encoding: 'utf8', env: utf8 }).trim(),
      )
      expect([name, ...signed]).toEqual([name, ...wanted])
    }
  })
})
