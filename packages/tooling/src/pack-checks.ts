import { packAll } from './pack.ts'
import { type Finished, run } from './run.ts'

/** publint and attw over each packed tarball. */
export async function packChecks(): Promise<Finished> {
  const packed = await packAll()
  if (packed.code !== 0) return packed
  let output = ''
  let code = 0
  for (const tarball of packed.tarballs) {
    const checks = [
      await run('publint', [tarball, '--strict'], { show: false }),
      await run('attw', [tarball, '--profile', 'esm-only'], { show: false }),
    ]
    for (const check of checks) {
      code ||= check.code
      if (check.code !== 0) output += `${tarball}\n${check.output}`
    }
  }
  return { code, output }
}
