import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { launchBrowser } from '@frankly/testing'
import { kindQuery } from '../src/contents.ts'
import { STATES } from '../src/query.ts'
import { SAMPLES } from '../src/samples.ts'
import { serveGallery } from './serve.ts'

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    only: { type: 'string', default: '' },
    widths: { type: 'string', default: '360,768,1280' },
    themes: { type: 'string', default: 'light,dark' },
    langs: { type: 'string', default: 'en,ru,ar' },
    extra: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(
    'node scripts/shots.ts [--out folder] [--only text] [--widths 360,1280] [--themes light] [--langs en] [--extra placement=popover]',
  )
  process.exit(0)
}

const out = values.out ?? mkdtempSync(join(tmpdir(), 'frankly-gallery-'))
mkdirSync(out, { recursive: true })
const pages = [
  ...Object.keys(SAMPLES).flatMap((name) =>
    ['empty', 'answered', 'error'].map((state) => ({
      name: `${name}.${state}`,
      query: `${kindQuery(name)}&state=${state}`,
    })),
  ),
  ...STATES.map((state) => ({ name: `first.${state}`, query: `kind=first&state=${state}` })),
].filter(({ name }) => name.includes(values.only))

const gallery = await serveGallery()
const browser = await launchBrowser('chromium')
for (const width of values.widths.split(',').map(Number)) {
  const page = await browser.newPage({ viewport: { width, height: width < 500 ? 740 : 860 } })
  for (const theme of values.themes.split(',')) {
    for (const lang of values.langs.split(',')) {
      for (const { name, query } of pages) {
        await page.goto(`${gallery.url}/?${query}&theme=${theme}&lang=${lang}&${values.extra}`)
        await page.waitForSelector('body[data-ready]')
        await page.waitForLoadState('networkidle')
        await page.screenshot({
          path: join(out, `${width}-${theme}-${lang}-${name}.png`),
          fullPage: true,
          animations: 'disabled',
        })
      }
    }
  }
  await page.close()
}
await browser.close()
await gallery.close()
console.log(out)
