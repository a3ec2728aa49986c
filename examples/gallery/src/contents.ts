import { READY_LOOKS } from '@frankly/core/wire'
import { LANGUAGES } from '../../../packages/widget/src/i18n/languages.ts'
import { PLACEMENTS, STATES } from './query.ts'
import { SAMPLES } from './samples.ts'

/** The list of everything there is to see. */
export function contents(): HTMLElement {
  const table = element('div', '')
  table.className = 'table'
  table.append(
    element('h1', 'Gallery'),
    list(
      'Kinds',
      Object.keys(SAMPLES).map((name) => [name, kindQuery(name)]),
    ),
    list(
      'States of the first question',
      STATES.map((state) => [state, `kind=first&state=${state}`]),
    ),
    list(
      'Placements',
      PLACEMENTS.map((placement) => [placement, `kind=first&placement=${placement}`]),
    ),
    list(
      'Ready looks',
      READY_LOOKS.map((look) => [look, `kind=first&state=answered&look=${look}`]),
    ),
    list('Looks', [
      ['dark', 'kind=first&theme=dark'],
      ['compact', 'kind=first&density=compact'],
      ['brand, pale', 'kind=first&state=answered&brand=%23ffd54f'],
      ['brand, blue', 'kind=first&state=answered&brand=%231d5fd0'],
      ['square', 'kind=first&radius=0'],
    ]),
    list(
      'Languages',
      ['en', ...LANGUAGES].map((lang) => [lang, `kind=first&lang=${lang}`]),
    ),
  )
  return table
}

/** `rating-nps` → `kind=rating&variant=nps`. */
export function kindQuery(sample: string): string {
  const [kind, variant] = sample.split('-')
  return `kind=${kind}${variant ? `&variant=${variant}` : ''}`
}

function list(title: string, entries: readonly (readonly [name: string, query: string])[]): HTMLElement {
  const section = element('section', '')
  const items = element('ul', '')
  for (const [name, query] of entries) {
    const item = element('li', '')
    const link = document.createElement('a')
    link.href = `?${query}`
    link.textContent = name
    item.append(link)
    items.append(item)
  }
  section.append(element('h2', title), items)
  return section
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  return made
}
