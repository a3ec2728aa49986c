import { packAll } from './pack.ts'
import { type TestRun, vitest } from './vitest-step.ts'

/** Packs every public package, then runs the suite that installs them as a user does. Wants everything built before. */
export async function testUsers(args: readonly string[] = [], show = true): Promise<TestRun> {
  const packed = await packAll()
  if (packed.code !== 0) return { ...packed, passed: 0, failed: 1 }
  process.env['FRANKLY_PACKED'] = packed.folder
  return vitest(['users'], args, show)
}
