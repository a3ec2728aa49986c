import { listen } from '@frankly/core/browser'

/** So soon after a tap that turned the page, ms, and so near to it, px, another one was meant for the page before. */
const ECHO_MS = 500
const ECHO_PX = 16
/** A click that comes later than so long after its press, ms, has another cause. */
const PRESS_MS = 1000

type Tap = Pick<PointerEvent, 'timeStamp' | 'clientX' | 'clientY'>

/** The key that came last; the tap that came last, and the one that turned a page. No event, which would hold on to the page. */
let key = ''
let tap: Tap | undefined
let turned: Tap | undefined

/**
 * Notes taps and keys anywhere on the page, before a guard of ours or of the page stops them. On an answer that goes on by
 * itself Enter chooses it, else it would send the form without the answer that has the focus; and Space chooses it also
 * where it is chosen already, of which browsers make no click.
 * @returns ends it
 */
export function watchPresses(): () => void {
  const onTap = ({ timeStamp, clientX, clientY }: PointerEvent): void => {
    tap = { timeStamp, clientX, clientY }
    key = ''
  }
  const onKey = (event: KeyboardEvent): void => {
    key = event.key
    const field = event.composedPath()[0] as HTMLInputElement
    // a slider that is let stand where it is: browsers do nothing at this key
    if (key === ' ' && field.type === 'range') field.click()
    const isMute = key === 'Enter' || (key === ' ' && field.checked)
    if (!isMute || field.type !== 'radio' || !field.closest('[data-tap]')) return
    event.preventDefault()
    field.click()
  }
  const ends = [
    listen(window, 'pointerdown', (event) => onTap(event as PointerEvent), { capture: true }),
    listen(window, 'keydown', (event) => onKey(event as KeyboardEvent), { capture: true }),
  ]
  return () => {
    for (const end of ends) end()
  }
}

/**
 * [A1] Was this click on a radio meant? Browsers report an arrow key, which only passes over answers, as a click too. A tap
 * is, unless it is the second half of a double tap that turned the page; else Space or Enter must have been heard. Safari
 * says of a click by way of the label no more than of one by a key: there a tap is what came last, and just now.
 */
export function isMeant({ detail, timeStamp }: Pick<MouseEvent, 'detail' | 'timeStamp'>): boolean {
  const isTap = detail || (!key && tap && timeStamp - tap.timeStamp < PRESS_MS)
  if (!isTap) return key === ' ' || key === 'Enter'
  if (!tap || !turned || tap === turned || tap.timeStamp - turned.timeStamp > ECHO_MS) return true
  const [x, y] = [tap.clientX - turned.clientX, tap.clientY - turned.clientY]
  return x * x + y * y > ECHO_PX * ECHO_PX
}

/** The page was turned by the press that came last. */
export function noteTurn(): void {
  turned = tap
}
