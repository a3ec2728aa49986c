import type { EventName, Feedback } from '@frankly/widget'
import { useContext, useEffect, useRef } from 'react'
import { FeedbackContext } from './feedback-context.ts'

/**
 * The feedback client. `undefined` while a server renders and before the provider has mounted, so call it in handlers
 * and effects: `feedback?.purchase(order)`.
 * @public
 */
export function useFeedback(): Feedback | undefined {
  return useContext(FeedbackContext)
}

/**
 * Listens to an event for as long as the component lives. The newest listener is called; it need not be memoised.
 * @public
 */
export function useFeedbackEvent(name: EventName, listener: (detail: never) => void): void {
  const feedback = useFeedback()
  const newest = useRef(listener)
  useEffect(() => {
    newest.current = listener
  })
  useEffect(() => {
    if (!feedback) return
    const call = (detail: never) => newest.current(detail)
    feedback.on(name, call)
    return () => feedback.off(name, call)
  }, [feedback, name])
}
