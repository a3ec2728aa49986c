import { type LookConfig, READY_LOOKS, THEMES } from '@frankly/core/wire'
import type { Reader } from './reader.ts'

/** The words that a setting of a look may be. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  name: READY_LOOKS,
  theme: THEMES,
  density: ['comfortable', 'compact'],
  corner: ['start', 'end'],
}

/** Reads the look of a project, and says what is wrong with it: the widget leaves out what it cannot wear. */
export function readLook(read: Reader, value: unknown, at: string): LookConfig | undefined {
  if (value === undefined) return
  const it = read.object(value, at, [...Object.keys(ONE_OF), 'darkWhen', 'brand', 'radius', 'font', 'offset'])
  for (const [name, words] of Object.entries(ONE_OF))
    if (it[name] !== undefined && !words.includes(it[name] as string))
      read.fault(`${at}.${name}`, it[name], `one of ${words.join(', ')}`)
  const { brand } = it
  if (brand !== undefined && !(typeof brand === 'string' && /^#([\da-f]{3}){1,2}$/i.test(brand)))
    read.fault(`${at}.brand`, brand, 'a colour such as #1d5fd0', 'three or six hexadecimal digits; no names, no rgb()')
  read.text(it['font'], `${at}.font`)
  read.text(it['darkWhen'], `${at}.darkWhen`)
  if (it['darkWhen'] !== undefined && it['theme'] !== 'page')
    read.fault(
      `${at}.darkWhen`,
      it['darkWhen'],
      'the theme "page" beside it',
      "every other theme leaves the page's own switch alone",
    )
  read.whole(it['radius'], `${at}.radius`, 0, 28)
  const offset = read.object(it['offset'] ?? {}, `${at}.offset`, ['block', 'inline'])
  for (const side of ['block', 'inline']) read.whole(offset[side], `${at}.offset.${side}`, 0, 1000)
  return it as LookConfig
}
