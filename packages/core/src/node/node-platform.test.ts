import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { describeJournal, keysOf, record } from '../../test/journal-suite.ts'
import { defineSurvey } from '../check/define-survey.ts'
import { createClient } from '../client/create-client.ts'
import type { Delivery } from '../wire/delivery.ts'
import { createNodeJournal, RECORDS } from './node-journal.ts'
import { createNodePlatform } from './node-platform.ts'
import { createSharedFile } from './shared-file.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'frankly-node-platform-'))
  folders.push(made)
  return made
}
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

describeJournal('a folder of Node', 'disk', () =>
  createNodeJournal(createSharedFile(join(folder(), 'q.sqlite'), RECORDS, () => {})),
)

const survey = defineSurvey({
  schema: 1,
  id: 'purchase',
  version: 1,
  title: 'After the purchase',
  touchpoint: 'order_confirmed',
  defaultLocale: 'en',
  locales: ['en'],
  pages: [{ id: 'first', questions: [{ id: 'rate', kind: 'rating', scale: 'csat5', text: 'How was it?' }] }],
})

function clientOn(at: string, send: (delivery: Delivery) => Promise<{ readonly status: 'delivered' | 'retry' }>) {
  return createClient({
    project: 'pk_shop',
    surveys: [survey],
    transport: { send },
    platform: createNodePlatform({ folder: at }),
  })
}

/** A process that answers and keeps, and says each id once it was told that the answer is on the disk. */
function writer(at: string, how: string) {
  const file = fileURLToPath(new URL('../../test/node-writer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=frankly-source', file, at, how], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  let rest = ''
  child.stdout.on('data', (part) => {
    const lines = (rest + part).split('\n')
    rest = lines.pop()!
    said.push(...lines)
  })
  return { child, said, gone: once(child, 'exit') }
}

describe('createNodePlatform', () => {
  it('[F2] what was answered without a network is on the disk, and the next program with this folder sends it', async () => {
    const at = join(folder(), 'deep', 'er')
    const first = clientOn(at, async () => ({ status: 'retry' }))
    const run = await first.start('purchase')
    run.answer('rate', { kind: 'rating', value: 2 })
    expect(await run.submit()).toMatchObject({ completed: true, saved: { durable: 'disk' } })
    await first.destroy()
    expect(statSync(at).mode & 0o777).toBe(0o700)
    expect(readdirSync(at)).toEqual(['frankly.sqlite'])
    expect(statSync(join(at, 'frankly.sqlite')).mode & 0o777).toBe(0o600)

    const got: Delivery[] = []
    const second = clientOn(at, async (delivery) => {
      got.push(delivery)
      return { status: 'delivered' }
    })
    expect(await second.flush()).toMatchObject({ waiting: 0 })
    await second.destroy()
    expect(got.map(({ data }) => 'response' in data && data.response.answers)).toEqual([
      { rate: { kind: 'rating', value: 2 } },
    ])
  })

  it('[F2] two processes on one folder, one of them killed: nothing that was told safe is lost or there twice', async () => {
    const at = folder()
    const killed = writer(at, 'for-ever')
    const other = writer(at, '40')
    while (killed.said.length < 20) await new Promise((resolve) => setTimeout(resolve, 20))
    killed.child.kill('SIGKILL')
    await Promise.all([killed.gone, other.gone])
    expect(other.said).toHaveLength(40)

    const got: string[] = []
    const rest = clientOn(at, async ({ data }) => {
      if ('response' in data) got.push(data.response.id)
      return { status: 'delivered' }
    })
    expect((await rest.flush()).waiting).toBe(0)
    await rest.destroy()
    expect(new Set(got).size).toBe(got.length)
    for (const id of [...killed.said, ...other.said]) expect(got).toContain(id)
  })

  it('[F2] a damaged file is set aside whole, said so, and the next answer is kept', async () => {
    const at = folder()
    const path = join(at, 'frankly.sqlite')
    const warned: string[] = []
    const open = () =>
      createNodePlatform({ folder: at, log: { warn: (message) => warned.push(message) } }).journal.open()
    writeFileSync(path, 'not a database at all, but words')
    expect(await (await open()).put([record('a')])).toBe('disk')
    expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe('not a database at all, but words')

    const journal = await open()
    await journal.put(Array.from({ length: 300 }, (_, n) => record(`k${n}`, 'x'.repeat(500))))
    journal.close()
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0x5a, 8192, bytes.length - 4096))
    expect(await (await open()).put([record('b')])).toBe('disk')
    expect(await keysOf(await open())).toEqual(['b'])
    expect(warned).toHaveLength(2)
    expect(warned[1]).toContain('frankly.sqlite.damaged-2')
  })

  it('[F2] a file that was taken away under an open journal is begun anew, so that the next program finds what is written', async () => {
    const at = folder()
    const mine = await createNodePlatform({ folder: at }).journal.open()
    await mine.put([record('a')])
    rmSync(join(at, 'frankly.sqlite'))
    await mine.put([record('b')])
    expect(await keysOf(await createNodePlatform({ folder: at }).journal.open())).toEqual(['b'])
  })

  it('[F2] a folder that cannot be written to is trouble, not an error: the answer is sent, or the client says that it is in memory only', async () => {
    const at = join(folder(), 'file')
    writeFileSync(at, 'a file where a folder should be')
    const client = clientOn(at, async () => ({ status: 'retry' }))
    const run = await client.start('purchase')
    run.answer('rate', { kind: 'rating', value: 2 })
    expect(await run.submit()).toMatchObject({ saved: { durable: 'memory' } })
    await client.destroy()
  })

  it('[Q20] a lock is held by one process; one that died without letting go is passed over', async () => {
    const at = folder()
    const one = createNodePlatform({ folder: at }).locks
    const two = createNodePlatform({ folder: at }).locks
    let inner: boolean | undefined
    const held = await one.tryHold('drain', async () => {
      inner = await two.tryHold('drain', async () => {})
    })
    expect([held, inner]).toEqual([true, false])
    expect(await two.tryHold('drain', async () => {})).toBe(true)
    const dead = writer(at, 'hold')
    while (dead.said.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await one.tryHold('held-by-child', async () => {})).toBe(false)
    dead.child.kill('SIGKILL')
    await dead.gone
    expect(await one.tryHold('held-by-child', async () => {})).toBe(true)
  })

  it('misuse is told with what was found', () => {
    for (const given of [undefined, {}, { folder: '' }, { folder: 7 }])
      expect(() => createNodePlatform(given as { folder: string })).toThrow(/folder: expected the path of a folder/)
  })
})
