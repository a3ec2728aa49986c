import { expect } from 'vitest'
import type { FakeCollector, Shop, ShopPage } from './rig.ts'
import { asServed, insertTag, type TorturePage } from './torture-pages.ts'
import {
  ANSWER,
  CLEAN,
  type Clip,
  difference,
  type Evaluate,
  type Picture,
  type Row,
  readCard,
  readState,
  SECOND,
  SPY,
  stateAtRest,
} from './torture-probe.ts'

/** A window of some browser, whatever drives it. */
export interface Driven {
  readonly evaluate: Evaluate
  /** Errors and console lines of the page so far; `undefined` where they cannot be read. */
  errors?(): readonly string[]
  go(url: string): Promise<void>
  picture(clip: Clip): Promise<Picture>
}

/** What a visit found: everything but the comparison of its pictures with those of the blank page. */
export interface Visit {
  readonly row: Omit<Row, 'pixels'>
  readonly pictures: readonly Picture[]
}

const patiently = { timeout: 20_000, interval: 50 }

/** Opens a page, lets the widget come, be answered and go, and compares the page before, meanwhile and after. */
export async function visit(
  driven: Driven,
  at: { readonly shop: Shop; readonly collector: FakeCollector },
  page: ShopPage,
  { act, undo }: Pick<TorturePage, 'act' | 'undo'> = {},
): Promise<Visit> {
  const { evaluate } = driven
  at.shop.page = asServed(page)
  await driven.go(at.shop.url)
  // an earlier page of this origin was answered
  // [P2] what was begun lies in IndexedDB: the next page is to begin anew
  await evaluate(
    `localStorage.clear(), sessionStorage.clear(), new Promise((done) => { indexedDB.deleteDatabase('frankly').onsuccess = () => done() })`,
  )
  await evaluate(SPY)
  await evaluate(
    `document.getElementById('mine').focus({ preventScroll: true }), scrollTo({ top: 150, behavior: 'instant' })`,
  )
  const rest = await stateAtRest(evaluate)
  if (act) await evaluate(act)
  const before = act ? await stateAtRest(evaluate) : rest
  if (undo) await evaluate(undo)

  await evaluate(insertTag(at.collector.url))
  await expect.poll(() => readCard(evaluate), patiently).toBeTruthy()
  if (act) await evaluate(act)
  await expect.poll(async () => (await readCard(evaluate))?.onTop, patiently).toBeDefined()
  const open = await stateAtRest(evaluate)
  const { clip, onTop } = (await readCard(evaluate))!
  const first = await driven.picture(clip)
  // the driver of Firefox hides the caret by a style of its own, which the policy reports
  const pictured = await readState(evaluate)
  await evaluate(ANSWER)
  await expect.poll(() => evaluate(SECOND), patiently).toBe('yes')
  await expect.poll(() => readCard(evaluate), patiently).toBeTruthy()
  const answered = await stateAtRest(evaluate)
  const next = (await readCard(evaluate))!
  const second = await driven.picture(next.clip)

  if (undo) await evaluate(undo)
  await evaluate('frankly.destroy()')
  const gone = await readState(evaluate)
  const left = [
    difference(rest.page.replace(/stored.*/, ''), gone.page.replace(/stored.*/, '')),
    gone.scroll === rest.scroll ? '' : `scroll ${gone.scroll}`,
    gone.focus === rest.focus ? '' : `focus on ${gone.focus}`,
    String(gone.globals) === String(rest.globals) ? '' : 'globals',
    String(await evaluate(`document.querySelectorAll('frankly-box').length || ''`)),
  ]
  const same = (is: boolean, found: string): string => (is ? 'same' : found)
  const moved = [open, answered].find(({ scroll }) => scroll !== before.scroll)
  return {
    pictures: [first, second],
    row: {
      reports:
        (open.reports.slice(before.reports.length) + answered.reports.slice(pictured.reports.length)).trim() || '0',
      globals: answered.globals
        .filter((name) => !before.globals.includes(name))
        .map((name) => `\`${name}\``)
        .join(' '),
      page: same(open.page === before.page, difference(before.page, open.page)),
      focus: same(open.focus === before.focus, `on ${open.focus}`),
      scroll: same(!moved, `${before.scroll} → ${moved?.scroll}`),
      'on top': onTop && next.onTop ? CLEAN['on top'] : 'no',
      console: driven.errors ? driven.errors().join('; ') || '0' : 'unread',
      'after destroy': left.filter(Boolean).join('; ') || 'same',
    },
  }
}
