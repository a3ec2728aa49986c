import type { Page } from 'playwright-core'
import type { CardMark } from './card-mark.ts'
import type { Scene } from './scene.ts'

/**
 * How fast a customer is. `frantic`: all that a page offers, without a look at what it does. `rushed`: the same from top
 * to bottom, and the page is not waited for between two presses, however busy it is.
 */
export type Tempo = 'calm' | 'quick' | 'frantic' | 'rushed'

/** With what a customer answers. `keys`: the keyboard alone, by Tab, arrows, Space and Enter. */
export type Hands = 'mouse' | 'keys'

/** What can be done on the screen now. */
interface Act {
  readonly do: 'press' | 'type' | 'go'
  readonly x: number
  readonly y: number
  readonly field: string
  readonly question: string
}

/** What the screen offers: acts, or what it has come to. */
interface Offer {
  readonly screen: 'none' | 'asks' | 'end'
  readonly acts: readonly Act[]
  readonly card?: CardMark | undefined
}

/** Somebody who answers with a mouse and a keyboard, or with the keyboard alone. */
export interface Customer {
  readonly name: string
  /** Answers the card that stands on the screen, to its end or until `stop` acts were done. Never throws: the page may die. */
  answer(page: Page, tempo: Tempo, stop?: number, hands?: Hands): Promise<boolean>
  /** Unique words: found again in the store. */
  words(): string
}

const ENDINGS = ['', ' fine', ' всё хорошо, спасибо', ' 很好', ' 👍🏽 ok', ' "quoted" <b>\\', ' line\nline']

/** How long a customer looks at a page that offers nothing to do. */
const IDLE_MS = 6000

/** A customer whose words nobody else writes. */
export function customer(name: string, { chance, ledger }: Pick<Scene, 'chance' | 'ledger'>): Customer {
  let count = 0
  // the last sign of the mark tells a whole one from one that a kill cut short
  const words = () => `w-${name}-${++count}_${chance.pick(ENDINGS)}`
  /** What is about to be typed, and where: a browser that dies may not come to tell what it showed last. */
  const wrote = (card: CardMark | undefined, { question }: Act, text: string): string => {
    if (card) ledger.wrote({ ...card, unit: `${question}.text`, text })
    return text
  }
  return {
    name,
    words,
    async answer(page, tempo, stop = 60, hands = 'mouse') {
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
            await performAtOnce(page, offer.acts, (act) => wrote(offer.card, act, textFor(act, words())))
            until = Date.now() + IDLE_MS
            await pause(700)
            continue
          }
          for (const [index, act] of offer.acts.entries()) {
            if (done++ >= stop) return false
            const text = act.do === 'type' ? wrote(offer.card, act, textFor(act, words())) : undefined
            if (hands === 'keys') await performByKeys(page, index, act, tempo, text)
            else await perform(page, act, tempo, text)
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

async function perform(page: Page, act: Act, tempo: Tempo, text: string | undefined): Promise<void> {
  await page.mouse.click(act.x, act.y)
  if (text !== undefined) await write(page, tempo, text)
}

async function write(page: Page, tempo: Tempo, text: string): Promise<void> {
  // who is quickest pastes, or takes what the keyboard of a phone offers
  if (tempo === 'frantic') await page.keyboard.insertText(text)
  else await page.keyboard.type(text, { delay: tempo === 'calm' ? 8 : 0 })
}

/** Goes there by Tab, within a group of radio buttons by the arrows, and presses as a keyboard presses. */
async function performByKeys(
  page: Page,
  index: number,
  act: Act,
  tempo: Tempo,
  text: string | undefined,
): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    const where = await page.evaluate(focusFrom, index)
    if (where === 'gone') return
    if (where === 'there' || where === 'chosen') {
      if (text !== undefined) await write(page, tempo, text)
      else if (where === 'there') await page.keyboard.press(act.do === 'go' ? 'Enter' : 'Space')
      return
    }
    await page.keyboard.press(KEYS[where])
  }
}

/** What brings the focus nearer. Back where it can: without a window of its own Firefox does not go round by Tab. */
const KEYS = { group: 'ArrowDown', before: 'Shift+Tab', elsewhere: 'Tab' } as const

/** How the focus stands to what is to be acted on; `before`: the wanted one stands before it. Runs in the page. */
function focusFrom(index: number): 'there' | 'chosen' | 'gone' | keyof typeof KEYS {
  const wanted = (window as unknown as { chaosOffer?: Element[] }).chaosOffer?.[index]
  if (!wanted?.isConnected) return 'gone'
  let focus = document.activeElement
  while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement
  const isRadio = (element: Element | null): element is HTMLInputElement =>
    element instanceof HTMLInputElement && element.type === 'radio'
  // the arrows choose as they go
  if (focus === wanted) return isRadio(focus) && focus.checked ? 'chosen' : 'there'
  if (isRadio(focus) && isRadio(wanted) && focus.name === wanted.name) return 'group'
  const isBefore = focus && (focus.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING) > 0
  return isBefore && focus?.getRootNode() === wanted.getRootNode() ? 'before' : 'elsewhere'
}

/**
 * All acts from top to bottom, sent to the browser one after the other without waiting for the page to take them. Firefox
 * is waited for before and after words: its driver would put them into whatever has the focus meanwhile.
 */
async function performAtOnce(page: Page, acts: readonly Act[], textOf: (act: Act) => string): Promise<void> {
  const waits = (await page.evaluate(() => navigator.userAgent)).includes('Firefox')
  const sent: Promise<unknown>[] = []
  for (const act of [...acts].sort((one, other) => one.y - other.y)) {
    sent.push(page.mouse.move(act.x, act.y), page.mouse.down(), page.mouse.up())
    if (act.do !== 'type') continue
    if (waits) await Promise.all(sent)
    sent.push(page.keyboard.insertText(textOf(act)))
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
  const card = (root.host as unknown as { chaosCard?: CardMark }).chaosCard
  const acts: Act[] = []
  /** For those who go there by keys. */
  const elements: Element[] = []
  ;(window as unknown as { chaosOffer: Element[] }).chaosOffer = elements
  const at = (element: Element, what: Act['do'], field = '', question = '', input = element): void => {
    element.scrollIntoView({ block: 'nearest' })
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    // a card that is still moving in, or lies under another, is not pressed blindly
    if (width > 0 && height > 0 && x > 0 && y > 0 && x < innerWidth && y < innerHeight) {
      acts.push({ do: what, x, y, field, question })
      elements.push(input)
    }
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
      for (const input of chosen) if (input) at(input.closest('label') ?? input, 'press', '', block.dataset['q'], input)
      if (!all && acts.length > 0) return { screen: 'asks', acts, card }
    }
    for (const field of block.querySelectorAll<HTMLInputElement>(
      'textarea,input[type=text],input[type=email],input[type=tel]',
    )) {
      if (!field.value) at(field, 'type', field.type, block.dataset['q'])
      if (!all && acts.length > 0) return { screen: 'asks', acts, card }
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
  // of a page that one tap answers it stands in the foot of the card
  const go = root.querySelector('.page .go, .fine .go')
  const first = root.querySelector<HTMLElement>('.q[data-q]')
  if (acts.length === 0 && go && first) at(go, 'go', first.dataset['q'])
  return { screen: 'asks', acts, card }
}
