import type { Locale, QuestionKind } from '@frankly/core'
import type { ComponentType } from 'preact'
import { type Further, loadFurther } from '../i18n/further.ts'
import type { AllTexts } from '../i18n/texts.ts'
import { FIRST } from './first-kinds.ts'
import type { KindModule, QuestionProps } from './question-props.ts'
import { LAZY } from './registry.ts'
import { css, Text } from './text/text.tsx'

/** Here with their words. Open texts are no chunk of their own: what stands behind the first tap must not be waited for. */
const loaded = new Map<QuestionKind, KindModule>([
  ['text', { Kind: Text as ComponentType<QuestionProps<AllTexts>>, css }],
])

/** Kinds whose words are in the door's part of a language. */
const DOOR_KINDS: readonly QuestionKind[] = ['contact', 'attachment', 'praise', 'complaint']

/** The component of a lazy kind, when it is here with its words. */
export function lazyKind(kind: QuestionKind): ComponentType<QuestionProps<AllTexts>> | undefined {
  return loaded.get(kind)?.Kind
}

/**
 * Loads the kinds that are not here yet with their words and gives the root their styles. Never rejects; false:
 * something could not be loaded, and the next call tries again. A kind without its words is of no use.
 */
export async function loadKinds(
  kinds: readonly QuestionKind[],
  locale: Locale,
  adopt: (css: string) => void,
): Promise<boolean> {
  const parts: readonly Further[] = kinds.some((kind) => DOOR_KINDS.includes(kind)) ? ['later', 'door'] : ['later']
  const words = loadFurther(locale, parts)
  const load = async (kind: QuestionKind): Promise<boolean> => {
    if (FIRST[kind]) return true
    try {
      const module = loaded.get(kind) ?? (await LAZY[kind]!())
      adopt(module.css)
      if (await words) loaded.set(kind, module)
      return true
    } catch {
      return false
    }
  }
  const all = await Promise.all([words, ...kinds.map(load)])
  return all.every(Boolean)
}
