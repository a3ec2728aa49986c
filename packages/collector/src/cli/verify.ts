import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { ChainHead, Verified } from '../store/ports.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'
import { openExisting, projectNamed } from './open-existing.ts'

/** Faults that are named; the rest is counted. */
const NAMED = 100

const heads = z.array(z.object({ project: z.string(), strand: z.int(), seq: z.int(), hash: z.string() }))
const rootFile = z.object({ frankly: z.literal('root'), heads })

/** `frankly verify` */
export const verifyCommand: Command = {
  summary: 'finds answers and actions that were changed behind the collector',
  help: `frankly verify [--project KEY] [--root FILE] [--save-root FILE] [--json]
               [--data DIR] [--config FILE] [--store URL]

Follows the chain of everything that was stored, erased and done, and compares it with the answers that are here. Names
what was edited, deleted, inserted, reordered or cut off; exit code 1 when there is any. Reads one state of the store
beside a running collector.

  --project    one project alone
  --save-root  writes the ends of the chain to FILE when all is well: keep it on another machine
  --root       compares with such a file too: whoever can write the database can cut its end off, but not out of the file
  --json       the result as JSON`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        project: { type: 'string' },
        root: { type: 'string' },
        'save-root': { type: 'string' },
        json: { type: 'boolean', default: false },
        data: { type: 'string' },
        config: { type: 'string' },
        store: { type: 'string' },
      },
    })
    const { project, root } = values
    const noted = root === undefined ? undefined : readRoot(root)
    const options = loadOptions(values, process.env, { makes: false })
    const store = await openExisting(options, 'reading')
    try {
      await projectNamed(store, options, project)
      const ask = { limit: NAMED, ...(project ? { project } : {}), ...(noted ? { root: noted } : {}) }
      const found = await store.verify({ ...ask, onProgress })
      process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : textOf(found, root))
      const isSound = found.faults.length === 0
      const save = values['save-root']
      if (save !== undefined && isSound) await saveRoot(save, found.heads)
      if (save !== undefined && !isSound) process.stderr.write(`frankly verify: ${save} was not written\n`)
      return isSound ? 0 : 1
    } finally {
      await store.close()
    }
  },
}

function onProgress(share: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(share * 100)} %${share === 1 ? '\n' : ''}`)
}

function textOf({ faults, more, links, responses }: Verified, root: string | undefined): string {
  const lines = faults.map(({ kind, project, where, detail }) => `${kind.padEnd(9)}  ${project}  ${where}: ${detail}`)
  if (more > 0) lines.push(`and ${more} more`)
  const seen = `${links} links, ${responses} responses`
  const against = root === undefined ? '' : `, and against ${root}`
  const total = faults.length + more
  lines.push(
    total === 0 ? `all as it was written: ${seen}${against}` : `${total} fault${total > 1 ? 's' : ''} in ${seen}`,
  )
  return `${lines.join('\n')}\n`
}

async function saveRoot(path: string, heads: readonly ChainHead[]): Promise<void> {
  await writeFile(path, `${JSON.stringify({ frankly: 'root', heads }, undefined, 2)}\n`, { mode: 0o600 })
  process.stderr.write(`root written to ${path}\n`)
}

/** @throws UsageError when the file is no root */
function readRoot(path: string): readonly ChainHead[] {
  const text = readFileSync(path, 'utf8')
  try {
    return rootFile.parse(JSON.parse(text)).heads
  } catch {
    throw new UsageError(`--root: ${path} is no root; "frankly verify --save-root FILE" writes one`)
  }
}
