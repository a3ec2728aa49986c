import type { Page } from 'playwright-core'
import type { Seeded } from '../seeded.ts'

/**
 * How fast a customer is. `frantic`: all that a page offers, without a look at what it does. `rushed`: the same from top
 * to bottom, and the page is not waited for between two presses, however busy it is.
 */
export type Tempo = 'calm' | 'quick' | 'frantic' | 'rushed'

/** What can be done on the screen now. */
interface Act {
  readonly do: 'press' | 'type' | 'go'
  readonly x: number
  readonly y: number
  readonly field: string
}

/** What the screen offers: acts, or what it has come to. */
interface Offer {
  readonly screen: 'none' | 'asks' | 'end'
  readonly acts: readonly Act[]
}

/** Somebody who answers with a mouse and a keyboard. */
export interface Customer {
  readonly name: string
  /** Answers the card that stands on the screen, to its end or until `stop` acts were done. Never throws: the page may die. */
  answer(page: Page, tempo: Tempo, stop?: number): Promise<boolean>
  /** Unique words: found again in the store. */
  words(): string
}

const ENDINGS = ['', ' fine', ' всё хорошо, спасибо', ' 很好', ' 👍🏽 ok', ' "quoted" <b>\\', ' line\nline']

/** How long a customer looks at a page that offers nothing to do. */
const IDLE_MS = 6000

/** A customer whose words nobody else writes. */
export function customer(name: string, chance: Seeded): Customer {
  let count = 0
  const words = () => `w-${name}-${++count}${chance.pick(ENDINGS)}`
  return {
    name,
    words,
    async answer(page, tempo, stop = 60) {
      let until = Date.now() + IDLE_MS
      let done = 0
      try {
        while (Date.now() < until && done < stop) {
          const offer = await page.evaluate(offered, [
            chance.between(0, 999),
            tempo === 'frantic' || tempo === 'rushed',
          ] as const)
          if (offer.screen === 'end') return true
          if (offer.acts.length === 0) {
            await pause(60)
            continue
          }
          if (tempo === 'rushed' && offer.acts[0]?.do !== 'go') {
            done += offer.acts.length
            await performAtOnce(page, offer.acts, words)
            until = Date.now() + IDLE_MS
            await pause(700)
            continue
          }
          for (const act of offer.acts) {
            if (done++ >= stop) return false
            await perform(page, act, tempo, words())
            if (act.do !== 'go') until = Date.now() + IDLE_MS
            // waits for what comes of it; presses again when nothing does, as people do
            else await page.waitForFunction(moved, act.field, { timeout: 900 }).catch(() => undefined)
            if (tempo === 'calm') await pause(chance.between(60, 300))
            else if (tempo === 'quick') await pause(chance.between(0, 60))
          }
          // the page is drawn again before the next look, as for eyes
          if (tempo !== 'calm') await pause(40)
        }
      } catch {
        // the browser died under the customer: that is what the suite is for
      }
      return false
    },
  }
}

async function perform(page: Page, act: Act, tempo: Tempo, words: string): Promise<void> {
  await page.mouse.click(act.x, act.y)
  if (act.do !== 'type') return
  const text = textFor(act, words)
  // who is quickest pastes, or takes what the keyboard of a phone offers
  if (tempo === 'frantic') await page.keyboard.insertText(text)
  else await page.keyboard.type(text, { delay: tempo === 'calm' ? 8 : 0 })
}

/**
 * All acts from top to bottom, sent to the browser one after the other without waiting for the page to take them. Firefox
 * is waited for before and after words: its driver would put them into whatever has the focus meanwhile.
 */
async function performAtOnce(page: Page, acts: readonly Act[], words: () => string): Promise<void> {
  const waits = (await page.evaluate(() => navigator.userAgent)).includes('Firefox')
  const sent: Promise<unknown>[] = []
  for (const act of [...acts].sort((one, other) => one.y - other.y)) {
    sent.push(page.mouse.move(act.x, act.y), page.mouse.down(), page.mouse.up())
    if (act.do !== 'type') continue
    if (waits) await Promise.all(sent)
    sent.push(page.keyboard.insertText(textFor(act, words())))
    if (waits) await Promise.all(sent)
  }
  await Promise.all(sent)
}

function textFor({ field }: Act, words: string): string {
  if (field === 'email') return `${/^[\w-]+/.exec(words)?.[0]}@shop.example`
  return field === 'tel' ? '+44 20 7946 0000' : words
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Another question stands first on the card than before. Runs in the page. */
function moved(before: string): boolean {
  const roots = [...document.querySelectorAll('frankly-box,frankly-survey')].flatMap(({ shadowRoot }) =>
    shadowRoot?.querySelector('.card .page') ? [shadowRoot] : [],
  )
  return roots.at(-1)?.querySelector<HTMLElement>('.q[data-q]')?.dataset['q'] !== before
}

/** What the uppermost card offers. Runs in the page. */
function offered([pick, all]: readonly [number, boolean]): Offer {
  const roots = [...document.querySelectorAll('frankly-box,frankly-survey')].flatMap(({ shadowRoot }) =>
    shadowRoot?.querySelector('.card .page') ? [shadowRoot] : [],
  )
  const root = roots.at(-1)
  if (!root) return { screen: 'none', acts: [] }
  const acts: Act[] = []
  const at = (element: Element, what: Act['do'], field = ''): void => {
    element.scrollIntoView({ block: 'nearest' })
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    // a card that is still moving in, or lies under another, is not pressed blindly
    if (width > 0 && height > 0 && x > 0 && y > 0 && x < innerWidth && y < innerHeight)
      acts.push({ do: what, x, y, field })
  }
  for (const block of root.querySelectorAll<HTMLElement>('.q[data-q]')) {
    const groups = new Map<string, HTMLInputElement[]>()
    for (const input of block.querySelectorAll<HTMLInputElement>('input[type=radio],input[type=checkbox]')) {
      if (input.name.endsWith('.name') || (input.closest('fieldset.sub .ways') && !input.name)) continue
      groups.set(input.name, [...(groups.get(input.name) ?? []), input])
    }
    for (const [name, inputs] of groups) {
      if (inputs.some(({ checked }) => checked)) continue
      const usable = name.endsWith('.remedy')
        ? inputs.slice(0, 3)
        : inputs.filter(({ value }) => !['phone', 'telegram', 'sms', 'whatsapp', 'na'].includes(value))
      const first = pick % usable.length
      const chosen = [
        usable[first],
        ...(usable[0]?.type === 'checkbox' && usable.length > 1 ? [usable[(first + 1) % usable.length]] : []),
      ]
      for (const input of chosen) if (input) at(input.closest('label') ?? input, 'press')
      if (!all && acts.length > 0) return { screen: 'asks', acts }
    }
    for (const field of block.querySelectorAll<HTMLInputElement>(
      'textarea,input[type=text],input[type=email],input[type=tel]',
    )) {
      if (!field.value) at(field, 'type', field.type)
      if (!all && acts.length > 0) return { screen: 'asks', acts }
    }
  }
  const text = root.querySelector('.page')?.textContent ?? ''
  const asks = root.querySelector('.q') !== null || /more questions?/.test(text)
  // what the last screen says for good; everything else is looked at again
  if (!asks)
    return {
      screen: /Got it|Saved|saved|Not sent yet|Not saved|taken back|could not be loaded/.test(text) ? 'end' : 'asks',
      acts: [],
    }
  const go = root.querySelector('.page .go')
  const first = root.querySelector<HTMLElement>('.q[data-q]')
  if (acts.length === 0 && go && first) at(go, 'go', first.dataset['q'])
  return { screen: 'asks', acts }
}
