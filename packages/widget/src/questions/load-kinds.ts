import type { Locale, QuestionKind } from '@frankly/core'
import { type LoadLanguage, loadWords } from '../i18n/languages.ts'
import type { WordPart } from '../i18n/texts.ts'
import { type FullKind, firstKind, KINDS, type KindComponent, type KindLoaders } from './kinds.ts'
import type { KindModule } from './question-props.ts'
import { css, Text } from './text/text.tsx'

/** The kinds of question that are here with their words, and the way to the others. */
export interface LoadedKinds {
  /** The component of a kind beyond the first chunk, when it is here with its words. */
  lazyKind(kind: QuestionKind): KindComponent | undefined
  /**
   * Loads the kinds that are not here yet with their words and gives the root their styles. Never rejects; false:
   * something could not be loaded, and the next call tries again. A kind without its words is of no use.
   */
  loadKinds(kinds: readonly QuestionKind[], locale: Locale, adopt: (css: string) => void): Promise<boolean>
}

const FULL: Readonly<Record<FullKind, KindModule>> = { text: { Kind: Text as KindComponent, css } }

/** Made once for each page. */
export function createKinds(loaders: KindLoaders, language: LoadLanguage): LoadedKinds {
  const all: Readonly<Partial<Record<QuestionKind, () => Promise<KindModule>>>> = loaders
  const loaded = new Map<QuestionKind, KindModule>(Object.entries(FULL) as [FullKind, KindModule][])
  return {
    lazyKind: (kind) => loaded.get(kind)?.Kind,
    async loadKinds(kinds, locale, adopt) {
      const parts = new Set<WordPart>(['later', ...kinds.map((kind) => KINDS[kind].words)])
      const words = loadWords(language, locale, ...parts)
      const load = async (kind: QuestionKind): Promise<boolean> => {
        if (firstKind(kind)) return true
        try {
          const module = loaded.get(kind) ?? (await all[kind]!())
          adopt(module.css)
          if (await words) loaded.set(kind, module)
          return true
        } catch {
          return false
        }
      }
      const done = await Promise.all([words, ...kinds.map(load)])
      return done.every(Boolean)
    },
  }
}
