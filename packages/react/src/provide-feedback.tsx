'use client'
import type { Feedback } from '@frankly/widget'
import * as React from 'react'
import { FeedbackContext } from './feedback-context.ts'

/** A client, and how to end it. */
export interface MadeFeedback {
  readonly feedback: Feedback | undefined
  readonly end?: (() => void) | undefined
}

/** Makes a client once the page has mounted, gives it to the children, and ends it. `make` must stay the same. */
export function ProvideFeedback(props: {
  readonly make: () => MadeFeedback
  readonly children?: React.ReactNode
}): React.ReactNode {
  const { make, children } = props
  const [feedback, setFeedback] = React.useState<Feedback>()
  React.useEffect(() => {
    const made = make()
    // the client can be called like a function, and React would call it as an updater of the state
    setFeedback(() => made.feedback)
    return () => {
      setFeedback(undefined)
      made.end?.()
    }
  }, [make])
  // React 18 knows a context as an element only by its Provider
  return <FeedbackContext.Provider value={feedback}>{children}</FeedbackContext.Provider>
}
