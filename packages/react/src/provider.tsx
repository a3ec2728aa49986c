'use client'
import { createFeedback, type FeedbackOptions } from '@frankly/widget'
import * as React from 'react'
import { type MadeFeedback, ProvideFeedback } from './provide-feedback.tsx'

/** Props of {@link FeedbackProvider}. @public */
export interface FeedbackProviderProps {
  /** As for `createFeedback`. Read once, when the provider mounts: give it a `key` to begin anew with other options. */
  readonly options: FeedbackOptions
  /** What may use the client. */
  readonly children?: React.ReactNode
}

/**
 * Makes the page's one feedback client when it mounts in a browser and destroys it when it goes. Renders nothing of
 * its own, and nothing at all happens while a server renders. Options that make no client are one error on the
 * console: the page stands without feedback.
 * @example
 * ```tsx
 * <FeedbackProvider options={{ project: 'pk_demo', host: 'https://feedback.example.com' }}><App /></FeedbackProvider>
 * ```
 * @public
 */
export function FeedbackProvider({ options, children }: FeedbackProviderProps): React.ReactNode {
  const [make] = React.useState(() => () => madeBy(options))
  return <ProvideFeedback make={make}>{children}</ProvideFeedback>
}

/** An error thrown in an effect would take the whole page away, for the sake of a question in its corner. */
function madeBy(options: FeedbackOptions): MadeFeedback {
  try {
    const feedback = createFeedback(options)
    return { feedback, end: () => feedback.destroy() }
  } catch (cause) {
    // biome-ignore lint/suspicious/noConsole: the one line that a developer gets for a fault
    console.error(`[frankly] FeedbackProvider made no client: ${(cause as Error).message}`)
    return { feedback: undefined }
  }
}
