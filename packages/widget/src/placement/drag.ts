import type { Place } from './place.ts'

/** Moves shorter than this are taps, px. */
const SLOP = 6

/**
 * Lets the customer push a popover out of the way by its upper edge, so that it never hides a button of the shop for
 * good. Whoever cannot drag can close it: nothing is reached by dragging alone (WCAG 2.5.7).
 */
export function letDrag({ mount, scope, placement }: Place): void {
  const { frame } = mount
  let from: { x: number; y: number; left: number; top: number } | undefined
  let moved = { x: 0, y: 0 }
  scope.on(frame, 'pointerdown', (event) => {
    const { clientX: x, clientY: y, target, button } = event as PointerEvent
    const edge = (target as Element).closest('.top')
    if (!edge || button !== 0 || (target as Element).closest('button') || placement.value !== 'popover') return
    const box = frame.getBoundingClientRect()
    from = { x: x - moved.x, y: y - moved.y, left: box.left - moved.x, top: box.top - moved.y }
    frame.setPointerCapture((event as PointerEvent).pointerId)
  })
  scope.on(frame, 'pointermove', (event) => {
    if (!from) return
    const { clientX, clientY } = event as PointerEvent
    const wish = { x: clientX - from.x, y: clientY - from.y }
    if (Math.hypot(wish.x - moved.x, wish.y - moved.y) < SLOP && moved.x === 0 && moved.y === 0) return
    const { width, height } = frame.getBoundingClientRect()
    const within = (value: number, start: number, size: number, room: number): number =>
      Math.min(Math.max(value, -start), Math.max(room - size - start, -start))
    moved = {
      x: within(wish.x, from.left, width, innerWidth),
      y: within(wish.y, from.top, height, innerHeight),
    }
    frame.style.translate = `${moved.x}px ${moved.y}px`
  })
  const end = (): void => {
    from = undefined
  }
  scope.on(frame, 'pointerup', end)
  scope.on(frame, 'pointercancel', end)
}
