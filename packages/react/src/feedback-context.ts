import type { Feedback } from '@frankly/widget'
import { createContext } from 'react'

/** The page's feedback client; `undefined` outside a provider and while the server renders. */
export const FeedbackContext: React.Context<Feedback | undefined> = createContext<Feedback | undefined>(undefined)
