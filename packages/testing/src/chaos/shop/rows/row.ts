import type { Page } from 'playwright-core'
import type { BrowserName } from '../../../browsers.ts'
import type { ChaosStore } from '../../stores.ts'
import type { Customer, Hands, Tempo } from '../customer.ts'
import type { Device, Scene, Visit } from '../scene.ts'
import { ASKED } from '../surveys.ts'

/** One fault, played in the shop with the real widget. Numbers go on where those of the queue's rows end. */
export interface ShopRow {
  readonly number: number
  readonly name: string
  /** Default: all. Some faults can be made in Chromium only, through its own protocol. */
  readonly browsers?: readonly BrowserName[]
  /** Default: both. */
  readonly stores?: readonly ChaosStore['kind'][]
  /** The short run plays it in both browsers too. */
  readonly inEachBrowser?: true
  /** It kills PostgreSQL: it gets a server of its own. */
  readonly ownServer?: boolean
  /** Known to be red: played by `--only` alone until the product keeps it. None may stay so. */
  readonly later?: true
  /** `scale` 1 is the short run. */
  play(scene: Scene, scale: number): Promise<void>
}

/** The three tempos, for rows that play each. */
export const TEMPOS: readonly Tempo[] = ['calm', 'quick', 'frantic']

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** One customer comes with an order of their own, answers the card to its end, and leaves the page. */
export async function comes(
  device: Device,
  who: Customer,
  tempo: Tempo,
  visit: Visit,
  hands: Hands = 'mouse',
): Promise<void> {
  const page = await device.open(visit)
  await who.answer(page, tempo, undefined, hands)
  await lookAtEnd(page)
  await page.close()
}

/** A customer reads what the last screen says before leaving: up to three seconds until it is no longer "Saving". */
export async function lookAtEnd(page: Page): Promise<void> {
  for (let n = 0; n < 30; n++) {
    const text = await page
      .evaluate(
        () =>
          document.querySelectorAll('frankly-box')[document.querySelectorAll('frankly-box').length - 1]?.shadowRoot
            ?.textContent ?? '',
      )
      .catch(() => 'Got it')
    if (!/Saving/.test(text)) return
    await pause(100)
  }
}

/** A visit with a new order for one of the questionnaires. */
export function someVisit(scene: Scene, more: Partial<Visit> = {}): Visit {
  const order = scene.order()
  return {
    order,
    coupon: scene.chance.pick(ASKED),
    ...(scene.chance.unit() < 0.5 ? { person: `p-${order}` } : {}),
    ...more,
  }
}
