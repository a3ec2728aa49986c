import type { Browser } from 'playwright-core'
import type { BrowserName } from '../../browsers.ts'
import type { ChaosStore } from '../stores.ts'
import type { ShopRow } from './rows/row.ts'
import type { Finding, Said } from './said.ts'
import { type SceneOptions, setScene } from './scene.ts'

/** What one row of the shop came to. */
export interface ShopVerdict {
  readonly row: ShopRow
  readonly browser: BrowserName
  readonly store: ChaosStore['kind']
  readonly seed: number
  readonly said: Said
  /** Said "sent" at a moment when the store had not got it. */
  readonly early: readonly Finding[]
  readonly stored: number
  readonly unmet: readonly string[]
  /** What was missing for the row to be played at all. */
  readonly unplayed: readonly string[]
  readonly kills: { readonly browsers: number; readonly collectors: number; readonly stores: number }
  readonly tookMs: number
  /** All that the screens said, a line for each change. */
  readonly heard: readonly string[]
}

/** Plays one row in one browser on one store and judges it by the words on the screens. */
export async function playShop(
  browsers: Map<BrowserName, Promise<Browser>>,
  row: ShopRow,
  browser: BrowserName,
  store: ChaosStore,
  seed: number,
  scale: number,
  options: SceneOptions = {},
): Promise<ShopVerdict> {
  const begun = Date.now()
  const scene = await setScene(browsers, browser, store, seed, options)
  try {
    await row.play(scene, scale)
    const said = await scene.settle()
    scene.needs(scene.ledger.heard.length > 0, 'a screen said something')
    return {
      row,
      browser,
      store: store.kind,
      seed,
      said,
      early: scene.early,
      stored: (await store.said()).length,
      unmet: scene.unmet,
      unplayed: scene.unplayed,
      kills: scene.kills,
      tookMs: Date.now() - begun,
      heard: scene.ledger.heard.map(
        (each) =>
          `  ${((each.at - begun) / 1000).toFixed(2)} ${each.browser} ${each.place} ${each.order} ${each.survey} ${each.says} ${JSON.stringify(each.units)} ${each.words} ${each.hung ?? ''}`,
      ),
    }
  } finally {
    await scene.close()
    await store.drop()
  }
}

/** Green: every unit that a screen called sent or kept is in the store, once, under its own order, person and version. */
export function isGreenShop(verdict: ShopVerdict): boolean {
  return reasonsOfShop(verdict) === ''
}

/** Why a row is red; empty when it is not. */
export function reasonsOfShop({ said, early, unmet, unplayed }: ShopVerdict): string {
  const count = (list: readonly unknown[], what: string) => (list.length > 0 ? `${list.length} ${what}` : '')
  return [
    count(said.missing, 'told and missing'),
    count(early, 'called sent before they were'),
    count(said.silent, 'chosen and gone without a word'),
    count(said.doubled, 'doubled'),
    count(said.wrong, 'wrong'),
    count(said.hung, 'presses without an end'),
    ...unmet,
    ...unplayed,
  ]
    .filter(Boolean)
    .join('; ')
}

/** Each finding on a line of its own, for those who mend it. */
export function findingsOf({ said, early }: ShopVerdict): readonly string[] {
  const all = {
    missing: said.missing,
    early,
    silent: said.silent,
    doubled: said.doubled,
    wrong: said.wrong,
    hung: said.hung,
  }
  return Object.entries(all).flatMap(([name, list]) =>
    list.slice(0, 6).map((each) => `  ${name}: ${each.order} ${each.survey} ${each.unit}: ${each.detail}`),
  )
}

/** The orders that something was found about. */
export function ordersOf({ said, early }: ShopVerdict): readonly string[] {
  const all = [...said.missing, ...early, ...said.silent, ...said.doubled, ...said.wrong, ...said.hung]
  return [...new Set(all.map(({ order }) => order))]
}

export const SHOP_HEAD = `| # | fault, in the shop with the widget | browser | store | told | units | missing | doubled | wrong | without an end | kills (browser/collector/PostgreSQL) | took, s | |
|---|---|---|---|---|---|---|---|---|---|---|---|---|`

/** One line of the table. */
export function shopLine(verdict: ShopVerdict): string {
  const { row, browser, store, said, early, kills } = verdict
  const why = reasonsOfShop(verdict)
  const missing = said.missing.length + early.length + said.silent.length
  return `| ${row.number} | ${row.name} | ${browser} | ${store} | ${said.told} | ${said.units} | ${missing} | ${said.doubled.length} | ${said.wrong.length} | ${said.hung.length} | ${kills.browsers}/${kills.collectors}/${kills.stores} | ${(verdict.tookMs / 1000).toFixed(0)} | ${why ? `**red**: ${why}` : 'green'} |`
}

/** All rows of the shop together. */
export function sumOfShop(verdicts: readonly ShopVerdict[]): string {
  const sum = (of: (verdict: ShopVerdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0)
  return `${sum(({ said }) => said.told)} answers told sent or kept (${sum(({ said }) => said.keptOnly)} of them kept only), ${sum(({ said }) => said.units)} units of them, ${sum(({ said, early }) => said.missing.length + said.silent.length + early.length)} told and missing, ${sum(({ said }) => said.doubled.length)} doubled, ${sum(({ said }) => said.askedAgain)} asked and answered again after the browser died, ${sum(({ said }) => said.wrong.length)} wrong, ${sum(({ said }) => said.hung.length)} presses without an end; ${sum(({ kills }) => kills.browsers)} kills of browsers, ${sum(({ kills }) => kills.collectors)} of collectors, ${sum(({ kills }) => kills.stores)} of PostgreSQL`
}
