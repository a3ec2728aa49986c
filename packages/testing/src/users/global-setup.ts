import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import './provided.ts'
import { startRegistry } from './registry.ts'

/** Runs once for all files of the suite: a registry with the packed packages, and a folder for everything installed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const packed = process.env['FRANKLY_PACKED']
  if (!packed) throw new Error('the packages are not packed: run `npm run test:users` (arguments go after `--`)')
  const registry = await startRegistry(packed)
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'frankly-users-')))
  project.provide('packedRegistry', registry.url)
  project.provide('packedNames', registry.names)
  project.provide('usersFolder', folder)
  return async () => {
    await registry.close()
    if (!process.env['FRANKLY_KEEP']) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
