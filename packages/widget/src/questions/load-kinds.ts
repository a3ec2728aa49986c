import type { QuestionKind } from '@frankly/core'
import type { ComponentType } from 'preact'
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

/** Loads the kinds that are not here yetand gives the root their styles. Failed ones are tried again. */
export async function loadKinds(kinds: readonly QuestionKind[], adopt: (css: string) => void): Promise<void> {
  const missing = kinds.filter((kind) => !FIRST[kind] && typeof (loaded.get(kind) ?? 'failed') === 'string')
  await Promise.all(
    missing.map(async (kind) => {
      try {
        loaded.set(kind, await LAZY[kind]!())
      } catch {
        loaded.set(kind, 'failed')
      }
    }),
  )
  for (const kind of kinds) {
    const module = loaded.get(kind)
    if (module && module !== 'failed') adopt(module.css)
  }
}
