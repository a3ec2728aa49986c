'use client'
import type { Feedback } from '@frankly/widget'
// by name it could not even be imported where React has no contexts: in the graph of server components
import * as React from 'react'

/** The page's feedback client; `undefined` outside a provider and while the server renders. */
export const FeedbackContext: React.Context<Feedback | undefined> = React.createContext?.<Feedback | undefined>(
  undefined,
)
