import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Names of the chunks of languages. The tag, then one hash over all of them: a hash for each would be half of the
 * table of languages that every asked customer loads. The price: a word mended in one language renames them all.
 */
export function languageNames(root: string): (moduleId: string | undefined) => string | undefined {
  const folder = join(root, 'src', 'i18n')
  const hash = createHash('sha256')
  for (const file of globSync('{*,later/*,door/*}.ts', { cwd: folder }).sort())
    hash.update(readFileSync(join(folder, file)))
  const all = hash.digest('hex').slice(0, 8)
  return (moduleId = '') => {
    const [, part = '', tag] = /i18n[/\\](?:(later|door)[/\\])?([a-z]{2})\.ts$/.exec(moduleId) ?? []
    return tag && `${tag}${part && `-${part[0]}`}-${all}.js`
  }
}
