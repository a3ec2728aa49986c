import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rolldown } from 'vite'

/** What a file of a language exports (`LanguageWords`). */
export const PARTS: readonly string[] = ['first', 'later', 'door']

/** How `entries/loaders.ts` loads a language. */
const WHOLE = 'LANGUAGES[language](part)'

/**
 * Makes a chunk of each part of a language: `de-f-<hash>.js` holds what is called `first`. The source has one file a language, which exports its
 * parts; a chunk is that file with one of them left.
 *
 * The hash is one over all languages, so that the code needs no table of addresses, which every asked customer would load.
 * The price: a word mended in one language renames them all.
 */
export function languageParts(root: string): Rolldown.Plugin {
  const folder = join(root, 'src', 'i18n')
  const files = globSync('??.ts', { cwd: folder }).sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(join(folder, file)))
  const end = `${hash.digest('hex').slice(0, 8)}.js`
  return {
    name: 'language-parts',
    buildStart() {
      for (const file of files)
        for (const part of PARTS) {
          const language = file.slice(0, 2)
          // the first words of English are in the first chunk: they stand in for every other language
          if (language === 'en' && part === 'first') continue
          this.emitFile({
            type: 'chunk',
            id: `${join(folder, file)}?${part}`,
            fileName: `a/${language}-${part[0]}-${end}`,
          })
        }
    },
    resolveId: (id) => (partOf(id) ? id : null),
    load(id) {
      const [file = '', part] = partOf(id) ?? []
      if (!part) return null
      return { code: onlyPart(readFileSync(file, 'utf8'), part), moduleType: 'ts' }
    },
    transform(code, id) {
      if (!id.endsWith('entries/loaders.ts')) return null
      if (!code.includes(WHOLE)) throw new Error(`entries/loaders.ts: languages are not loaded by "${WHOLE}" any more`)
      const address = `'../a/' + language + '-' + part[0] + '-${end}'`
      return { code: code.replace(WHOLE, `import(/* @vite-ignore */ ${address})`), map: null }
    },
  }
}

/** The source or the compiled text of a language with one part left. */
export function onlyPart(text: string, part: string): string {
  const found = text.split(/^(?=export const )/m).find((each) => each.startsWith(`export const ${part}`))
  if (!found) throw new Error(`a language without its part "${part}"`)
  return found
}

function partOf(id: string): [file: string, part: string] | undefined {
  const [, file, part] = /^(.*[/\\]i18n[/\\]..\.ts)\?(\w+)$/.exec(id) ?? []
  return file && part ? [file, part] : undefined
}
