import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { publicPackages } from './packages.ts'
import { type Finished, root, run } from './run.ts'

const folder = `${root}.cache/packed`
let packing: Promise<PackedPackages> | undefined

/** The packed packages, or why there are none. */
export interface PackedPackages extends Finished {
  /** Absolute path of the folder that holds them. */
  readonly folder: string
  /** Absolute paths. */
  readonly tarballs: readonly string[]
}

/** Packs every public package once, as it would be published. */
export function packAll(): Promise<PackedPackages> {
  packing ??= pack()
  return packing
}

async function pack(): Promise<PackedPackages> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  let output = ''
  let code = 0
  for (const found of publicPackages()) {
    const done = await run('npx', ['-y', packageManager, 'pack', '--pack-destination', folder], {
      cwd: found.folder,
      show: false,
    })
    output += done.output
    code ||= done.code
  }
  return {
    code,
    output,
    folder,
    tarballs: readdirSync(folder)
      .sort()
      .map((name) => `${folder}/${name}`),
  }
}
