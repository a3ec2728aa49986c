/** So soon after a tap that turned the page, ms, and so near to it, px, another one was meant for the page before. */
const ECHO_MS = 500
const ECHO_PX = 16

type Tap = Pick<PointerEvent, 'timeStamp' | 'clientX' | 'clientY'>

/** The tap that came last, and the one that turned a page last; no event, which would hold on to the page. */
let last: Tap | undefined
let turnedBy: Tap | undefined

/**
 * [A1] Tells a choice that was made for good from one that was passed by: browsers report an arrow key as a click. A tap, a
 * click, Space, Enter and the act of an assistive technology choose for good; the second half of a double tap does not.
 */
export class Press {
  isPassing = false

  readonly onPointerDown = ({ timeStamp, clientX, clientY }: PointerEvent): void => {
    last = { timeStamp, clientX, clientY }
    this.isPassing =
      !!turnedBy &&
      timeStamp - turnedBy.timeStamp < ECHO_MS &&
      Math.hypot(clientX - turnedBy.clientX, clientY - turnedBy.clientY) < ECHO_PX
  }

  readonly onKeyDown = (event: KeyboardEvent): void => {
    const { key, target } = event
    this.isPassing = key !== ' ' && key !== 'Enter'
    if (key !== 'Enter' || (target as HTMLInputElement).type !== 'radio') return
    // else it would send the form as it is, without the answer that has the focus
    event.preventDefault()
    ;(target as HTMLElement).click()
  }

  readonly onKeyUp = (): void => {
    this.isPassing = false
  }

  /** The page was turned by this press. */
  turned(): void {
    turnedBy = last
  }
}
