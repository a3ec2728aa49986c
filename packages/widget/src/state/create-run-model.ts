import type { Run, RunEvent, RunView } from '@frankly/core'
import { batch, signal } from '@preact/signals'
import type { DeliveryState, RunDeps, RunModel, Stepper } from './run-model.ts'

/**
 * The model over a run. `first`: what to show until the engine is here; without it `ready()` must come before all
 * else. What steps a run on (`Stepper`) is loaded while the customer reads the first question; acts
 * before that wait in their order, so that nothing a customer did is lost.
 */
export function createRunModel(survey: RunModel['survey'], first: RunView | undefined, deps: RunDeps): RunModel {
  let run: Run
  let alive = true
  let stepper: Stepper | undefined
  let loading: Promise<void> | undefined
  const waiting: RunEvent[] = []
  const view = signal(first as RunView)
  const delivery = signal<DeliveryState>({ is: 'idle' })
  const receipt = signal<RunModel['receipt']['value']>(undefined)
  const locale = signal(first?.locale ?? survey.defaultLocale)
  const touched = signal(false)

  const step = (event: RunEvent): void => {
    const next = stepper!.advance(run, event)
    if (next === run) return
    run = next
    batch(() => {
      view.value = stepper!.viewOf(run)
      locale.value = run.locale
      stepper!.changed(run, event)
    })
  }
  const work = (): void => {
    while (waiting.length) {
      try {
        step(waiting.shift()!)
      } catch (cause) {
        deps.failed(cause)
      }
    }
  }
  const load = async (): Promise<void> => {
    if (waiting.length) delivery.value = { is: 'saving' }
    try {
      stepper = await deps.stepper({ delivery, receipt })
      run = stepper.start
      touched.value ||= Object.keys(run.answers).length > 0
      view.value = stepper.viewOf(run)
      locale.value = run.locale
      work()
    } catch (cause) {
      // the acts stay in line: the next one, or `retry`, tries again
      deps.failed(cause)
      if (waiting.length) delivery.value = { is: 'not_saved' }
      loading = undefined
    }
  }
  const ready = (): Promise<void> => (loading ??= load())
  const act = (event: RunEvent): void => {
    if (!alive) return
    waiting.push(event)
    if (stepper) work()
    else void ready()
  }
  return {
    survey,
    view,
    delivery,
    receipt,
    locale,
    touched,
    answer(questionId, value) {
      touched.value = true
      const now = view.value
      if (!stepper && now.screen === 'page') {
        const marked = now.questions.map((each) => (each.id === questionId ? { ...each, answer: value } : each))
        view.value = { ...now, questions: marked }
      }
      act({ type: 'answered', questionId, value, at: deps.now() })
    },
    skip: (questionId) => act({ type: 'skipped', questionId, at: deps.now() }),
    next: () => act({ type: 'next', at: deps.now() }),
    back: () => act({ type: 'back', at: deps.now() }),
    more: (yes) => act({ type: 'more', yes, at: deps.now() }),
    setLocale: (tag) => act({ type: 'locale', locale: tag }),
    dismiss: () => act({ type: 'dismissed', at: deps.now() }),
    retry: () => (stepper ? stepper.save() : void ready()),
    async attach(file, name) {
      await ready()
      return stepper?.attach(file, name)
    },
    written: () => stepper?.written(run) ?? '',
    ready,
    dispose() {
      stepper?.flush()
      alive = false
    },
  }
}
