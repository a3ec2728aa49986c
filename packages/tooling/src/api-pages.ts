import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** HTML that api-documenter itself writes. Everything else in angle brackets stands in docstrings, as `<response id>`. */
const OWN = 'table|thead|tbody|tr|th|td|code|b|strong|i|em|p|a|br|ul|ol|li|pre|!--'

/**
 * Makes api-documenter's Markdown fit the site: no page for a single property (its type's page says all about it), a
 * first heading on every page, nothing in angle brackets that the site's compiler would take for a tag.
 */
export function tidyApiPages(folder: string): void {
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
  const texts = new Map(files.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n')]))
  const properties = new Set(files.filter((name) => /^## .* property$/m.test(texts.get(name)!)))
  for (const [name, text] of texts) {
    if (properties.has(name)) rmSync(`${folder}/${name}`)
    else writeFileSync(`${folder}/${name}`, plainForVue(withHeading(withoutLinksTo(properties, text))))
  }
}

function withoutLinksTo(gone: ReadonlySet<string>, text: string): string {
  return text.replace(/\[((?:\\.|[^\]\\])*)\]\(\.\/([\w.()-]+\.md)\)/g, (link, words: string, file: string) =>
    gone.has(file) ? words : link,
  )
}

function withHeading(text: string): string {
  return text.replace(/^## /m, '# ')
}

function plainForVue(text: string): string {
  return text
    .split(/(^```[\s\S]*?^```)/m)
    .map((part) =>
      part.startsWith('```') ? part : part.replace(new RegExp(`<(?!/?(?:${OWN})(?:[\\s>]|/>))`, 'g'), '&lt;'),
    )
    .join('')
}
