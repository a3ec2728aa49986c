import { launchBrowser } from '@frankly/testing'
import { type Contender, RIVALS } from './widget/contenders.ts'
import { serveFrankly } from './widget/frankly-site.ts'
import { type Conditions, type Visit, visit } from './widget/measure.ts'
import { type Site, serveContender } from './widget/site.ts'

/**
 * `pnpm bench widget [--rounds=11]`: our widget beside its rivals, in one run, round after round in
 * turn, so that a noisy machine is noisy for all. Medians; ratios are against Sentry in one bundle.
 */
const rounds = Number(process.argv.find((word) => word.startsWith('--rounds='))?.slice(9) ?? 7)
const blank: Contender = { name: 'a page without any of them', page: 'blank', painted: '' }
const frankly: Contender = { name: '**Frankly, nothing preloaded**', painted: 'How did ordering go?' }

const sites: { contender: Contender; site: Site }[] = []
sites.push({ contender: frankly, site: await serveFrankly() })
for (const contender of RIVALS) sites.push({ contender, site: await serveContender(contender) })

const browser = await launchBrowser('chromium')
const table = async (title: string, conditions: Conditions) => {
  const visits = new Map<Contender, Visit[]>()
  for (let round = 0; round < rounds; round++) {
    for (const { contender, site } of sites) {
      const seen = await visit(browser, site.url, contender.painted, conditions)
      visits.set(contender, [...(visits.get(contender) ?? []), seen])
    }
  }
  print(title, visits)
}
await table('CPU 4 times slower', { cpu: 4 })
await table('CPU 4 times slower, slow 4G', { cpu: 4, slow4g: true })
await browser.close()
for (const { site } of sites) site.close()

function print(title: string, visits: ReadonlyMap<Contender, readonly Visit[]>): void {
  const median = (contender: Contender, key: keyof Visit) => {
    const sorted = (visits.get(contender) ?? []).map((seen) => seen[key]).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  }
  const measure = RIVALS[0] ?? blank
  console.log(`\n${title}; median of ${rounds}; ratio to ${measure.name} in brackets\n`)
  console.log(
    '| | every page kB | on open kB | requests | load: JS ms | blocking ms | longest task ms | open to paint ms | open() call ms | heap page kB | heap open kB | layout shift |',
  )
  console.log('|---|---|---|---|---|---|---|---|---|---|---|---|')
  for (const { contender } of sites) {
    const ratio = (key: keyof Visit, digits = 0) =>
      `${median(contender, key).toFixed(digits)} (${(median(contender, key) / Math.max(median(measure, key), 0.001)).toFixed(2)})`
    console.log(
      `| ${contender.name} | ${(median(contender, 'everyPageBytes') / 1000).toFixed(1)} | ${(median(contender, 'openBytes') / 1000).toFixed(1)} | ${median(contender, 'everyPageRequests')}+${median(contender, 'openRequests')} | ${ratio('loadScriptMs')} | ${median(contender, 'loadBlockingMs').toFixed(0)} | ${median(contender, 'longestTaskMs').toFixed(0)} | ${ratio('openToPaintMs')} | ${median(contender, 'openCallMs').toFixed(1)} | ${(median(contender, 'heapPage') / 1000).toFixed(0)} | ${ratio('heapOpen')} | ${median(contender, 'layoutShift').toFixed(3)} |`,
    )
  }
}
