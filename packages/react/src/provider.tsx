import { createFeedback, type Feedback, type FeedbackOptions } from '@frankly/widget'
import { type ReactNode, useEffect, useState } from 'react'
import { FeedbackContext } from './feedback-context.ts'

/** Props of {@link FeedbackProvider}. @public */
export interface FeedbackProviderProps {
  /** As for `createFeedback`. Read once, when the provider mounts: give it a `key` to begin anew with other options. */
  readonly options: FeedbackOptions
  readonly children?: ReactNode
}

/**
 * Makes the page's one feedback client when it mounts in a browser and destroys it when it goes. Renders nothing of
 * its own, and nothing at all happens while a server renders.
 * @example
 * ```tsx
 * <FeedbackProvider options={{ project: 'pk_demo', host: 'https://feedback.example.com' }}><App /></FeedbackProvider>
 * ```
 * @public
 */
export function FeedbackProvider({ options, children }: FeedbackProviderProps): ReactNode {
  const [first] = useState(options)
  const [feedback, setFeedback] = useState<Feedback>()
  useEffect(() => {
    const made = createFeedback(first)
    setFeedback(made)
    return () => {
      setFeedback(undefined)
      made.destroy()
    }
  }, [first])
  return <FeedbackContext value={feedback}>{children}</FeedbackContext>
}
