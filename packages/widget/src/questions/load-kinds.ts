import type { QuestionKind } from '@frankly/core'
import type { ComponentType } from 'preact'
import type { Further } from '../i18n/further.ts'
import type { AllTexts } from '../i18n/texts.ts'
import type { KindModule, QuestionProps } from './question-props.ts'
import { FIRST, LAZY } from './registry.ts'

const loaded = new Map<QuestionKind, KindModule | 'failed'>()

/** The component of a kind; `undefined` while it is on its way; `failed` when its chunk could not be loaded. */
export function kindOf(kind: QuestionKind): ComponentType<QuestionProps<AllTexts>> | 'failed' | undefined {
  const found = loaded.get(kind)
  return (FIRST[kind] as ComponentType<QuestionProps<AllTexts>>) ?? (found === 'failed' ? found : found?.Kind)
}

/** Kinds that come with the first chunk. */
export function isFirst(kind: QuestionKind): boolean {
  return kind in FIRST
}

/** Kinds whose words are in the door's part of a language. */
const DOOR_KINDS: readonly QuestionKind[] = ['contact', 'attachment', 'praise', 'complaint']

/** Parts of a language that kinds need. */
export function textsOfKinds(kinds: readonly QuestionKind[]): readonly Further[] {
  return kinds.some((kind) => DOOR_KINDS.includes(kind)) ? ['later', 'door'] : ['later']
}

/**
 * Loads the kinds that are not here yet and gives the root their styles. A kind without its words is of no use:
 * it fails with them. Failed ones are tried again.
 */
export async function loadKinds(
  kinds: readonly QuestionKind[],
  words: Promise<boolean>,
  adopt: (css: string) => void,
): Promise<void> {
  await Promise.all(
    kinds.map(async (kind) => {
      const before = loaded.get(kind)
      if (FIRST[kind]) return
      try {
        const module = before && before !== 'failed' ? before : await LAZY[kind]!()
        adopt(module.css)
        loaded.set(kind, (await words) ? module : 'failed')
      } catch {
        loaded.set(kind, 'failed')
      }
    }),
  )
}
