import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onlyPart, PARTS } from './language-parts.ts'

/**
 * Cuts the compiled languages of the npm package into files of one part each, so that a shop's bundler makes a chunk of each,
 * as the script tag's build does. Run after the compiler; what is cut already is left.
 */
const dist = join(import.meta.dirname, '..', 'dist')
for (const file of globSync('??.js', { cwd: join(dist, 'i18n') })) {
  const [path, language] = [join(dist, 'i18n', file), file.slice(0, 2)]
  const text = readFileSync(path, 'utf8')
  if (!text.includes('export const')) continue
  for (const part of PARTS) writeFileSync(join(dist, 'i18n', `${language}.${part}.js`), onlyPart(text, part))
  writeFileSync(path, PARTS.map((part) => `export * from './${language}.${part}.js'\n`).join(''))
}

const loaders = join(dist, 'entries', 'loaders.js')
const whole = /\(\) => import\('(\.\.\/i18n\/..)\.js'\)/g
const cut = readFileSync(loaders, 'utf8').replace(
  whole,
  (_, path: string) =>
    `(part) => ({ ${PARTS.map((part) => `${part}: () => import('${path}.${part}.js')`).join(', ')} })[part]()`,
)
if (!cut.includes('.first.js')) throw new Error(`${loaders}: languages are not loaded as they were`)
writeFileSync(loaders, cut)
