import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../run.ts'

/** A copy of the repository that may be changed. */
export interface Scratch {
  /** Absolute, without a slash at its end. */
  readonly folder: string
  remove(): void
}

/**
 * Copies every file of the working tree that git knows or would take. The installed packages are shared with the repository; those
 * of the workspace lead into the copy, since their links are relative.
 */
export function scratchCopy(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-recipe-'))
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 100_000_000,
  })
  // A file that was deleted but not committed is still listed.
  for (const file of listed
    .toString()
    .split('\0')
    .filter((name) => name && existsSync(root + name))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    copyFileSync(root + file, join(folder, file))
  }
  for (const modules of globSync(['node_modules', '{packages,examples}/*/node_modules'], { cwd: root }))
    copyLinks(modules, folder)
  symlinkSync(`${root}node_modules/.pnpm`, join(folder, 'node_modules/.pnpm'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Copies links and programs; caches stay behind. */
function copyLinks(modules: string, folder: string): void {
  for (const name of readdirSync(root + modules)) {
    const isScope = name.startsWith('@') && lstatSync(`${root}${modules}/${name}`).isDirectory()
    const isLink = lstatSync(`${root}${modules}/${name}`).isSymbolicLink()
    if (!isScope && !isLink && name !== '.bin') continue
    cpSync(`${root}${modules}/${name}`, join(folder, modules, name), { recursive: true, verbatimSymlinks: true })
  }
}
