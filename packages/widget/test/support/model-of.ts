import type { Survey } from '@frankly/core'
import { advance, type Run, type RunEvent, startRun, viewOf, writtenIn } from '@frankly/core/engine'
import { batch, type Signal, signal } from '@preact/signals'
import type { DeliveryState, RunModel } from '../../src/state/run-model.ts'

/** What a model for looking at starts from. */
export interface ModelOptions {
  readonly locale?: string
  /** Events that happened already. */
  readonly before?: readonly RunEvent[]
  readonly delivery?: DeliveryState
  readonly receipt?: RunModel['receipt']['value']
  readonly shop?: string
  attach?: RunModel['attach']
}

/** A model over the real engine that stores and sends nothing; its signals can be set. */
export type LookModel = RunModel & {
  readonly delivery: Signal<DeliveryState>
  run(): Run
}

const NOW = 1_790_000_000_000

/** Makes one. */
export function modelOf(survey: Survey, options: ModelOptions = {}): LookModel {
  const start = startRun(survey, { seed: 'look', locale: options.locale ?? 'en', now: NOW })
  let run = (options.before ?? []).reduce((at, event) => advance(survey, at, event), start)
  const look = () => viewOf(survey, run, { shop: options.shop ?? 'Leaf & Clay' })
  const view = signal(look())
  const locale = signal(run.locale)
  const touched = signal(Object.keys(run.answers).length > 0)
  const act = (event: RunEvent): void => {
    run = advance(survey, run, event)
    batch(() => {
      view.value = look()
      locale.value = run.locale
      touched.value = Object.keys(run.answers).length > 0
    })
  }
  return {
    survey,
    view,
    locale,
    touched,
    waits: signal(false),
    delivery: signal(options.delivery ?? { is: 'idle' }),
    receipt: signal(options.receipt),
    run: () => run,
    latest: (questionId) => run.answers[questionId],
    answer: (questionId, value) => act({ type: 'answered', questionId, value, at: NOW }),
    skip: (questionId) => act({ type: 'skipped', questionId, at: NOW }),
    next: () => act({ type: 'next', at: NOW }),
    back: () => act({ type: 'back', at: NOW }),
    more: (yes) => act({ type: 'more', yes, at: NOW }),
    submit() {
      for (let steps = survey.pages.length; steps > 0 && run.at !== 'end'; steps--) {
        act({ type: 'next', at: NOW })
        if (run.at === 'more') act({ type: 'more', yes: false, at: NOW })
        if (Object.keys(run.faults).length > 0) break
      }
    },
    setLocale: (tag) => act({ type: 'locale', locale: tag }),
    retry: () => undefined,
    attach:
      options.attach ?? (async (file, name) => ({ id: crypto.randomUUID(), name, type: file.type, size: file.size })),
    written: () => writtenIn(run),
    ready: async () => undefined,
  }
}
