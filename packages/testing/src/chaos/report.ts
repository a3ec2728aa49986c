import { isGreen, type Verdict } from './play.ts'

/** The table's head. */
export const HEAD = `| # | fault | browser | store | told safe | stored | lost | doubled | requests | worst delay, s | kills (browser/collector) | took, s | |
|---|---|---|---|---|---|---|---|---|---|---|---|---|`

/** One line of the table. */
export function line(verdict: Verdict): string {
  const { row, browser, store } = verdict
  const mark = isGreen(verdict) ? 'green' : `**red**: ${reasons(verdict)}`
  return `| ${row.number} | ${row.name} | ${browser} | ${store} | ${verdict.safe} | ${verdict.stored} | ${verdict.lost.length} | ${verdict.doubled.length} | ${verdict.requests} | ${(verdict.worstMs / 1000).toFixed(1)} | ${verdict.browserKills}/${verdict.collectorKills} | ${(verdict.tookMs / 1000).toFixed(0)} | ${mark} |`
}

/** Why a row is red, with what is needed to play it again. */
export function reasons(verdict: Verdict): string {
  return [
    verdict.lost.length > 0 ? `${verdict.lost.length} lost` : '',
    verdict.doubled.length > 0 ? `${verdict.doubled.length} stored twice` : '',
    verdict.drained ? '' : 'the queue did not empty',
    verdict.preflights > 0 ? `${verdict.preflights} preflights` : '',
    ...verdict.unmet,
  ]
    .filter(Boolean)
    .join('; ')
}
