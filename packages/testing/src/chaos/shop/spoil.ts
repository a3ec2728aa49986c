import { readFileSync } from 'node:fs'
import { repoPath } from '../../repo.ts'
import { type Spoil, spoilsOf } from './cures.ts'

/** The cure that this process goes without, by the environment that the suite gave it. */
export const without: readonly Spoil[] = spoilsOf(process.env['FRANKLY_WITHOUT'] ?? '')

/** The text of a source file without the cure; `undefined`: it holds none of it. */
export function spoilt(path: string): string | undefined {
  const here = without.filter(({ file }) => path.replaceAll('\\', '/').replace(/\?.*/, '').endsWith(`/${file}`))
  if (here.length === 0) return
  return here.reduce((text, spoil) => change(text, spoil), readFileSync(repoPath(here[0]?.file ?? ''), 'utf8'))
}

/** Whether the cure is where the suite looks for it. */
export function isThere({ file, from }: Spoil): boolean {
  return readFileSync(repoPath(file), 'utf8').split(from).length === 2
}

/** A cure that is not found any more must not pass for one that was taken out. */
function change(text: string, { file, from, to }: Spoil): string {
  const parts = text.split(from)
  if (parts.length !== 2) {
    throw new Error(
      `${file} holds ${parts.length - 1} times what the chaos suite takes out, expected once: name in packages/testing/src/chaos/shop/cures.ts what the cure is now: ${from}`,
    )
  }
  return parts.join(to)
}
