import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { READY_LOOKS } from '@frankly/core/wire'
import { launchBrowser, type SheetPart, sheetOf, type Tile } from '@frankly/testing'
import { kindQuery } from '../src/contents.ts'
import { STATES, type State } from '../src/query.ts'
import { crowded, SAMPLE_LANGUAGES, SAMPLES } from '../src/samples.ts'
import { serveGallery } from './serve.ts'

/** Contact sheets of the gallery, one PNG for each kind: what stands side by side is seen at a glance. */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    only: { type: 'string', default: '' },
    widths: { type: 'string' },
    colours: { type: 'string' },
    langs: { type: 'string' },
    states: { type: 'string' },
    looks: { type: 'string' },
    sample: { type: 'string' },
    scale: { type: 'string', default: '0.5' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(`npm run look -- gallery [--out=folder] [--only=parts of kinds' names] [--widths=320,390] [--colours=light,dark,forced]
  [--langs=en,ru] [--states=${STATES.join(',')}] [--looks=${allLooks()
    .map(([name]) => name)
    .join(',')}] [--sample=16] [--scale=0.5]
Without a list, the sheet of a kind shows widths × languages, states × colours and looks × colours; with any, all that the lists name, crossed.
A sample is so many of all crossings, spread evenly over every list, others for each kind.`)
  process.exit(0)
}

type Colours = 'light' | 'dark' | 'forced'

/** One picture of the sheet. */
interface Shot {
  readonly width: number
  readonly colours: Colours
  readonly lang: string
  readonly state: State
  readonly look: readonly [name: string, query: string]
}

const WIDTHS = [320, 390, 768, 1280]
const COLOURS: readonly Colours[] = ['light', 'dark', 'forced']
const PLAIN: Shot = { width: 390, colours: 'light', lang: 'en', state: 'empty', look: allLooks()[0]! }

const out = values.out ?? mkdtempSync(join(tmpdir(), 'frankly-gallery-'))
mkdirSync(out, { recursive: true })
const gallery = await serveGallery()
const browser = await launchBrowser('chromium')
type Page = Awaited<ReturnType<typeof browser.newPage>>
const windows = new Map<string, Promise<Page>>()
for (const sample of Object.keys(SAMPLES).filter((name) =>
  values.only.split(',').some((part) => name.includes(part)),
)) {
  const parts: SheetPart[] = []
  for (const [heading, shots] of plan(sample)) {
    const tiles: Tile[] = []
    for (const shot of shots) tiles.push(await take(sample, shot))
    parts.push({ heading, tiles })
  }
  writeFileSync(join(out, `${sample}.png`), await sheetOf(browser, parts, { width: 2000, scale: Number(values.scale) }))
  console.log(join(out, `${sample}.png`))
}
await browser.close()
await gallery.close()

/** The looks, each with what it adds to the address. */
function allLooks(): readonly (readonly [name: string, query: string])[] {
  return [
    ...READY_LOOKS.map((name) => [name, `look=${name}`] as const),
    ['compact', 'density=compact'],
    ['brand, pale', 'brand=%23ffd54f'],
    ['brand, blue', 'brand=%231d5fd0'],
    ['square', 'radius=0'],
  ]
}

/** What stands on the sheet of a sample. */
function plan(sample: string): readonly (readonly [heading: string, shots: readonly Shot[]])[] {
  const listed = <T extends string>(text: string | undefined, all: readonly T[]) =>
    text === undefined ? undefined : all.filter((each) => text.split(',').includes(each))
  const widths = listed(values.widths, WIDTHS.map(String))?.map(Number)
  const colours = listed(values.colours, COLOURS)
  const langs = values.langs?.split(',')
  const states = listed(values.states, STATES)
  const looks = values.looks === undefined ? undefined : allLooks().filter(([name]) => values.looks!.includes(name))
  const lists = crowded(SAMPLES[sample]!) ? ['many' as const] : []
  const shown: readonly State[] = sample === 'first' ? STATES : ['empty', 'answered', 'error', 'long', ...lists]
  if (values.sample !== undefined) {
    const all = cross(
      widths ?? WIDTHS,
      looks ?? allLooks(),
      states ?? shown,
      colours ?? COLOURS,
      langs ?? SAMPLE_LANGUAGES,
    )
    return [['A sample of all', spread(all, Number(values.sample), Object.keys(SAMPLES).indexOf(sample))]]
  }
  if (widths ?? colours ?? langs ?? states ?? looks) {
    const crossed = cross(
      widths ?? [PLAIN.width],
      looks ?? [PLAIN.look],
      states ?? [PLAIN.state],
      colours ?? [PLAIN.colours],
      langs ?? [PLAIN.lang],
    )
    return [['What was asked for', crossed]]
  }
  return [
    ['Widths and languages', WIDTHS.flatMap((width) => SAMPLE_LANGUAGES.map((lang) => ({ ...PLAIN, width, lang })))],
    ['States and colours', COLOURS.flatMap((colour) => shown.map((state) => ({ ...PLAIN, colours: colour, state })))],
    [
      'Looks',
      COLOURS.slice(0, 2).flatMap((colour) =>
        allLooks().map((look) => ({ ...PLAIN, state: 'answered' as const, colours: colour, look })),
      ),
    ],
  ]
}

function cross(
  widths: readonly number[],
  looks: readonly Shot['look'][],
  states: readonly State[],
  colours: readonly Colours[],
  langs: readonly string[],
): readonly Shot[] {
  return widths.flatMap((width) =>
    looks.flatMap((look) =>
      states.flatMap((state) =>
        colours.flatMap((colour) => langs.map((lang) => ({ width, look, state, colours: colour, lang }))),
      ),
    ),
  )
}

/** So many of all, none twice. The golden ratio steps evenly over lists of any length. */
function spread(all: readonly Shot[], count: number, from: number): readonly Shot[] {
  const at = new Set<number>()
  for (let i = from * count; at.size < Math.min(count, all.length); i++) {
    at.add(Math.floor(((i * 0.618034) % 1) * all.length))
  }
  return [...at].sort((a, b) => a - b).map((i) => all[i]!)
}

/** The card alone, with a little of the page around it. */
async function take(sample: string, { width, colours, lang, state, look: [name, query] }: Shot): Promise<Tile> {
  const page = await windowFor(width, colours)
  // on wide pages it stands in the text; in the corner it is as on a large phone
  const placement = width > 1000 ? 'inline' : 'popover'
  const theme = colours === 'dark' ? 'dark' : 'light'
  const address = `?${kindQuery(sample)}&state=${state}&lang=${lang}&theme=${theme}&placement=${placement}&${query}`
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, address)
  await page.waitForSelector('body[data-ready]')
  const card = page.locator('frankly-box .card').first()
  await card.waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(60)
  const box = (await card.boundingBox())!
  const edge = 8
  const clip = {
    x: Math.max(0, box.x - edge),
    y: Math.max(0, box.y - edge),
    width: Math.min(width - Math.max(0, box.x - edge), box.width + 2 * edge),
    height: box.height + 2 * edge,
  }
  return {
    words: [width, colours, lang, state, name === PLAIN.look[0] ? '' : name].filter((word) => word !== '').join(' · '),
    png: await page.screenshot({ clip, animations: 'disabled', fullPage: placement === 'inline' }),
  }
}

/** A window of this width and these colours, opened once. */
function windowFor(width: number, colours: Colours): Promise<Page> {
  const key = `${width} ${colours}`
  const page = windows.get(key) ?? openWindow(width, colours)
  windows.set(key, page)
  return page
}

async function openWindow(width: number, colours: Colours): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height: width < 500 ? 844 : 860 },
    colorScheme: colours === 'dark' ? 'dark' : 'light',
    forcedColors: colours === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
  })
  await page.goto(gallery.url)
  return page
}
