/** What is looked at on a page, by column of the torture table. */
export const COLUMNS = [
  'pixels',
  'reports',
  'globals',
  'page',
  'focus',
  'scroll',
  'on top',
  'console',
  'after destroy',
] as const
export type Column = (typeof COLUMNS)[number]

/** Each cell says what was found; `CLEAN` is a guest that left nothing. */
export type Row = Readonly<Record<Column, string>>

export const CLEAN: Row = {
  pixels: '0',
  reports: '0',
  globals: '`frankly`',
  page: 'same',
  focus: 'same',
  scroll: 'same',
  'on top': 'yes',
  console: '0',
  'after destroy': 'same',
}

/** Parts of a page that a guest leaves alone. */
export interface State {
  readonly page: string
  readonly focus: string
  readonly scroll: string
  readonly globals: readonly string[]
  /** One line for each. */
  readonly reports: string
}

/** Source: starts to count what the policy of the page reports. */
export const SPY = `(() => {
  const counter = document.createElement('meta')
  counter.name = 'reports'
  counter.content = ''
  document.head.appendChild(counter)
  document.addEventListener('securitypolicyviolation', (event) => { counter.content += event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample + '\\n' })
})()`

/** Source: where the page stands. */
const PLACE = `[scrollX, scrollY, document.documentElement.scrollHeight, document.documentElement.scrollWidth].map(Math.round).join()`
/** Source: what has the focus. */
const FOCUS = `((document.activeElement?.id || document.activeElement?.localName) + '')`

/**
 * Source: the state as one text. No JSON and no method that a page may have poisoned. Style sheets are read rule by
 * rule, so that a registered property, a layer or a changed rule would show.
 */
const STATE = `(() => {
  const of = (element) => [element.getAttribute('style'), element.className, element.attributes.length].join('|')
  const look = (element) => {
    const { overflow, position, paddingRight, pointerEvents, fontFamily, width, height } = getComputedStyle(element)
    return [overflow, position, paddingRight, pointerEvents, fontFamily, width, height].join('|')
  }
  const root = document.documentElement
  const page = [
    'sheets ' + document.styleSheets.length + ' ' + [...document.styleSheets].map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText.length).join()).join(';'),
    'adopted ' + document.adoptedStyleSheets.length,
    'body ' + of(document.body) + ' ' + document.body.children.length + ' ' + look(document.body),
    'root ' + of(root) + ' ' + look(root),
    'history ' + history.length + ' ' + history.scrollRestoration + ' ' + location.href,
    'title ' + document.title,
    'stored ' + document.cookie + ' ' + localStorage.length + ' ' + sessionStorage.length,
    'prototypes ' + [Object, Array, String, Function, Promise, Element, Node, EventTarget, History].map((each) => Object.getOwnPropertyNames(each.prototype).length).join(),
    'natives ' + (window.fetch.name + history.pushState.name + JSON.stringify.name + XMLHttpRequest.prototype.send.name),
  ].join('\\n')
  return [
    page,
    ${FOCUS},
    ${PLACE},
    Object.getOwnPropertyNames(window).filter((name) => !name.startsWith('__') && !/^\\d+$/.test(name)).sort().join(' '),
    document.querySelector('meta[name=reports]')?.content,
  ].join('\\u0001')
})()`

/** Runs source in a page, whatever drives it. */
export type Evaluate = (source: string) => Promise<unknown>

export async function readState(evaluate: Evaluate): Promise<State> {
  const [page = '', focus = '', scroll = '', globals = '', reports = ''] = String(await evaluate(STATE)).split('\u0001')
  return { page, focus, scroll, globals: globals.split(' '), reports }
}

/**
 * The state once it does not change any more: Firefox scrolls to a focused field some frames late. The whole state is
 * read at both ends only, since a framework has thousands of rules.
 */
export async function stateAtRest(evaluate: Evaluate): Promise<State> {
  for (let last = await readState(evaluate); ; ) {
    for (let same = 0, at = ''; same < 2; ) {
      await new Promise((go) => setTimeout(go, 60))
      const now = String(await evaluate(`${FOCUS} + ' ' + ${PLACE}`))
      same = now === at ? same + 1 : 0
      at = now
    }
    const now = await readState(evaluate)
    if (JSON.stringify(now) === JSON.stringify(last)) return now
    last = now
  }
}

/** Source: the box of the card, and whether its close button is what a click at its middle would meet. */
export const CARD = `(() => {
  const host = document.querySelector('frankly-box')
  const card = host?.shadowRoot.querySelector('.card')
  if (!card || card.querySelector('[aria-busy=true]') || !card.querySelector('.fine select')) return ''
  const { x, y, width, height } = card.getBoundingClientRect()
  const close = host.shadowRoot.querySelector('.x')
  const at = close.getBoundingClientRect()
  const middle = [at.x + at.width / 2, at.y + at.height / 2]
  const top = document.elementFromPoint(...middle) === host && close.contains(host.shadowRoot.elementFromPoint(...middle))
  return [x, y, width, height, top].join()
})()`

export interface Clip {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The card's box without its rounded rim, through which the page is seen; and whether it is on top. */
export async function readCard(evaluate: Evaluate): Promise<{ clip: Clip; onTop: boolean } | undefined> {
  const read = String(await evaluate(CARD))
  if (!read) return undefined
  const [x = 0, y = 0, width = 0, height = 0] = read.split(',').map(Number)
  return { clip: { x: x + 12, y: y + 12, width: width - 24, height: height - 24 }, onTop: read.endsWith('true') }
}

/** What differs, in words: the lines of `now` that `before` has not. */
export function difference(before: string, now: string): string {
  const old = before.split('\n')
  return now
    .split('\n')
    .filter((line) => !old.includes(line))
    .join('; ')
}

/** A picture of the card: a whole window, and the part of it that counts. */
export interface Picture {
  readonly png: string
  readonly clip: Clip
}

/**
 * Source: how many pixels differ in a channel by more than the tolerance; all of them when the sizes differ. Rims of
 * round corners are mixed a shade differently when the page beneath makes the browser paint in layers.
 */
export function compare(one: Picture, other: Picture, tolerance: number): string {
  return `(async () => {
    const draw = async ({ png, clip }) => {
      const whole = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob())
      const pen = new OffscreenCanvas(clip.width, clip.height).getContext('2d')
      pen.drawImage(whole, -clip.x, -clip.y)
      return pen.getImageData(0, 0, clip.width, clip.height)
    }
    const [one, other] = await Promise.all([draw(${JSON.stringify(one)}), draw(${JSON.stringify(other)})])
    if (one.width !== other.width || one.height !== other.height) return one.width * one.height
    let count = 0
    for (let i = 0; i < one.data.length; i += 4)
      if ([0, 1, 2].some((channel) => Math.abs(one.data[i + channel] - other.data[i + channel]) > ${tolerance})) count++
    return count
  })()`
}

/** Source: gives the third answer of the scale and goes on. A click by script may be an arrow's: it does not go on itself. */
export const ANSWER = `(() => {
  const root = document.querySelector('frankly-box').shadowRoot
  root.querySelectorAll('[type=radio]')[2].click()
  root.querySelector('form').requestSubmit()
})()`

/** Source: the second page stands, with a kind of every native field. */
export const SECOND = `document.querySelector('frankly-box')?.shadowRoot.querySelector('textarea') ? 'yes' : ''`
