'use client'
import type { Feedback, FeedbackEventName, Listener } from '@frankly/widget'
import * as React from 'react'
import { FeedbackContext } from './feedback-context.ts'

/**
 * The feedback client. `undefined` while a server renders and before the provider has mounted, so call it in handlers
 * and effects: `feedback?.purchase(order)`.
 * @public
 */
export function useFeedback(): Feedback | undefined {
  return React.useContext(FeedbackContext)
}

/**
 * Listens to an event for as long as the component lives. The newest listener is called; it need not be memoised.
 * @example
 * ```tsx
 * useFeedbackEvent('complaint.sent', ({ receipt }) => toast(`We have it: ${receipt?.code}`))
 * ```
 * @public
 */
export function useFeedbackEvent<Name extends FeedbackEventName>(name: Name, listener: Listener<Name>): void {
  const feedback = useFeedback()
  const newest = React.useRef(listener)
  React.useEffect(() => {
    newest.current = listener
  })
  React.useEffect(() => {
    if (!feedback) return
    const call: Listener<Name> = (detail) => newest.current(detail)
    feedback.on(name, call)
    return () => feedback.off(name, call)
  }, [feedback, name])
}
