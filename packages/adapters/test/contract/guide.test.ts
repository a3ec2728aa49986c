import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const guide = new URL('../../../../docs/guides/adapters.md', import.meta.url)

it('the adapter and the test in docs/guides/adapters.md work as they stand', async () => {
  // Inside the package, so that its own name resolves as it does for a reader who installed it.
  const folder = await mkdtemp(`${here}guide-`)
  try {
    const blocks = [...(await readFile(guide, 'utf8')).matchAll(/```ts file=(\S+)\n([\s\S]*?)```/g)]
    expect(blocks.map(([, name]) => name)).toEqual(['my-crm.ts', 'my-crm.test.ts'])
    for (const [, name, code] of blocks) await writeFile(`${folder}/${name}`, code!)
    const { NODE_OPTIONS: _, ...env } = process.env
    const run = promisify(execFile)(
      process.execPath,
      ['--conditions=frankly-source', '--test', `${folder}/my-crm.test.ts`],
      { env },
    )
    const { stdout } = await run.catch((failed: { stdout: string; stderr: string }) => {
      throw new Error(failed.stdout + failed.stderr)
    })
    expect(stdout).toMatch(/pass 13\b[\s\S]*fail 0/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
