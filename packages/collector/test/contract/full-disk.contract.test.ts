import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repoPath } from '@frankly/testing/process'
import { describe, expect, it } from 'vitest'
import { folder, startTarget } from '../support/attack.ts'
import { idOf, response } from '../support/items.ts'

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 240_000 }

/** A small file system of its own where we may mount one, else a limit on the size of files. */
function smallPlace(): { readonly path: string; grow(): void; done(): void } | undefined {
  const path = join(folder(), 'small')
  mkdirSync(path)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path]).status === 0
  if (!mounted) return undefined
  return {
    path,
    grow: () => execFileSync('mount', ['-o', 'remount,size=32m', path]),
    done: () => execFileSync('umount', ['-l', path]),
  }
}

describe('[F20] a full disk', SLOW_MACHINE, () => {
  it('[F20] [I1] is told as such and answered with 503 and Retry-After; what was told stored is there; with room it goes on', async () => {
    const place = smallPlace()
    const dataDir = place?.path ?? folder()
    const limits = { addressPerSecond: 1e6, projectPerSecond: 1e6 }
    const target = await startTarget({ dataDir, limits })
    const told: string[] = []
    let refused: Response | undefined
    for (let n = 0; n < 2000 && !refused; n++) {
      const one = response(n, { answers: { best: { kind: 'text', text: 'words '.repeat(1000) } } })
      const reply = await target.post('responses', JSON.stringify({ items: [one] }))
      if (reply.status === 200) told.push(idOf(n))
      else refused = reply
    }
    expect(refused?.status).toBe(503)
    expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(told.length).toBeGreaterThan(3)
    expect(target.output()).toMatch(place ? /the disk is full: free some space/ : /the disk (is full|failed)/)
    expect(target.output()).not.toContain('cannot rollback')
    const erasure = await target.post('erasures', JSON.stringify({ responseIds: [idOf(5000)] }))
    expect([200, 503]).toContain(erasure.status)
    expect((await fetch(`${target.url}/healthz`)).status).toBe(200)
    const ids = async () => {
      const { items } = await target.staff<{ items: { id: string }[] }>('/v1/responses?limit=500')
      return items.map(({ id }) => id)
    }
    expect((await ids()).sort()).toEqual([...told].sort())
    if (place) {
      place.grow()
      expect((await target.send([response(7000)]))[0]).toMatchObject({ status: 'stored' })
      expect(await ids()).toHaveLength(told.length + 1)
      await target.kill()
      place.done()
    }
  })

  it('[F20] at the start: one sentence with the cause and what to do, no stack', () => {
    const place = smallPlace()
    if (place) {
      const { bavail, bsize } = statfsSync(place.path)
      writeFileSync(join(place.path, 'other'), new Uint8Array(bavail * bsize))
    }
    const store = place ? join(place.path, 'a.sqlite') : '/proc/nowhere/a.sqlite'
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        '--conditions=frankly-source',
        '--disable-warning=ExperimentalWarning',
        repoPath('packages/collector/src/main.ts'),
        'migrate',
        '--config',
        repoPath('examples/shop/frankly.config.json'),
        '--store',
        `sqlite:${store}`,
      ],
      { encoding: 'utf8', env: { ...process.env, FRANKLY_STAFF_TOKEN: 'kTq7-vN2w-XbR9-mZ4c-Jy6s-Hd3f' } },
    )
    place?.done()
    expect(status).toBe(1)
    expect(stderr).toMatch(place ? /the disk is full|the disk failed/ : /cannot be opened|ENOENT/)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
