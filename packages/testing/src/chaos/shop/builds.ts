import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { repoPath } from '../../repo.ts'

/**
 * A build of the tag of November 2026 (drafts in localStorage, records without a pass), as a shop's cache may serve it
 * beside today's. Recorded, since the history that it could be built from is not everywhere. English only.
 */
export function earlierBuild(): string {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-earlier-'))
  const packed = readFileSync(new URL('./earlier-build.json.gz', import.meta.url))
  const files = JSON.parse(gunzipSync(packed).toString()) as Record<string, string>
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** Builds the tag without one cure. Rejects when the cure is not where the suite looks for it. */
export async function buildWithout(cure: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-without-'))
  const child = spawn(
    process.execPath,
    [
      '--conditions=frankly-source',
      '--disable-warning=ExperimentalWarning',
      repoPath('packages/widget/build/build-cdn.ts'),
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        FRANKLY_TAG_DIST: folder,
        FRANKLY_TAG_PLUGIN: repoPath('packages/testing/src/chaos/shop/spoil-tag.ts'),
        FRANKLY_WITHOUT: cure,
      },
    },
  )
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the tag without "${cure}" did not build: ${said}`)
  return join(folder, 'cdn')
}

/** How a collector starts without one cure. */
export function collectorWithout(cure: string): NodeJS.ProcessEnv {
  return {
    FRANKLY_WITHOUT: cure,
    NODE_OPTIONS: `--import=${repoPath('packages/testing/src/chaos/shop/spoil-collector.ts')}`,
  }
}
