import type { QuestionKind } from '@frankly/core'
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { loadWords } from '../i18n/languages.ts'
import { firstKind, isFirst } from '../questions/kinds.ts'
import type { RunModel } from '../state/run-model.ts'
import type { ScreenCode, ScreenParts } from './screen-props.ts'

/** What of the code and words beyond the first chunk is loaded. */
export interface ViewParts {
  /** The screens beyond the first view, when their code is here. */
  readonly full: ReadonlySignal<ScreenParts | undefined>
  /** The same, when their words are here too. */
  readonly fullWithWords: ReadonlySignal<ScreenParts | undefined>
  /** Something could not be loaded (offline, blocked): the screens use what is here. */
  readonly failed: ReadonlySignal<boolean>
  /** Changes with whatever comes: words, kinds of questions. */
  readonly came: ReadonlySignal<number>
  /** Tries again what failed. */
  reload(): void
  /** The first frame is painted: what it goes without may come. */
  painted(): void
  stop(): void
}

/** Loads what the drawn view needs: its language, its kinds, and from the first answer on the later screens. */
export function viewParts(
  drawn: RunModel,
  { full, language }: ScreenCode,
  switchable: boolean,
  style: (css: string) => void,
): ViewParts {
  const painted = signal(false)
  const tries = signal(0)
  const worded = signal(false)
  const failed = signal(false)
  const came = signal(0)
  const questions = computed(() => (drawn.view.value.screen === 'page' ? drawn.view.value.questions : []))
  // as text: the same kinds need no second loading
  const lazy = computed(() => questions.value.flatMap(({ kind }) => (firstKind(kind) ? [] : kind)).join())
  // the switch of languages waits for the first frame and the full interface, which comes by itself after it
  const switching = computed(() => switchable && painted.value && !!full.here.value)
  const further = computed(
    () =>
      drawn.touched.value ||
      drawn.view.value.screen !== 'page' ||
      questions.value.some(({ definition, fault }) => fault || !isFirst(definition)) ||
      switching.value,
  )

  const load = async (locale: string, kinds: string, alsoFurther: boolean): Promise<void> => {
    failed.value = false
    const words = loadWords(language, locale)
    let ok = true
    try {
      if (alsoFurther)
        ok = await (await full.load()).loadKinds(kinds ? (kinds.split(',') as QuestionKind[]) : [], locale, style)
    } catch {
      ok = false
    }
    await words
    batch(() => {
      failed.value = !ok
      worded.value ||= ok && alsoFurther
      came.value++
    })
  }
  const stops = [
    effect(() => {
      const css = (painted.value || further.value) && full.here.value?.css
      if (css) style(css)
    }),
    effect(() => {
      tries.value
      void load(drawn.locale.value, lazy.value, further.value)
    }),
  ]
  return {
    full: full.here,
    fullWithWords: computed(() => (worded.value ? full.here.value : undefined)),
    failed,
    came,
    reload: () => void tries.value++,
    painted() {
      painted.value = true
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}
