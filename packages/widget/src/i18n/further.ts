import type { DoorTexts, LaterTexts } from './texts.ts'

/** Parts of a language that come after the first question: `door` only for the kinds that the complaint door uses. */
export type Further = 'later' | 'door'

type Parts<T> = Readonly<Record<string, () => Promise<{ readonly default: T }>>>

/** Where the further parts are; a chunk of its own, as it names a file for each language. */
export const FURTHER: { readonly later: Parts<LaterTexts>; readonly door: Parts<DoorTexts> } = {
  later: {
    en: () => import('./later/en.ts'),
    ru: () => import('./later/ru.ts'),
  },
  door: {
    en: () => import('./door/en.ts'),
    ru: () => import('./door/ru.ts'),
  },
}
