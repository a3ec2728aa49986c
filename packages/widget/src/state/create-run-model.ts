import type { Run, RunEvent, RunView } from '@frankly/core'
import { batch, signal } from '@preact/signals'
import type { DeliveryState, RunDeps, RunModel, Stepper } from './run-model.ts'

/**
 * The model over a run. What steps a run on (`Stepper`) is loaded while the customer reads the first question; acts
 * before that wait in their order, so that nothing a customer did is lost.
 */
export function createRunModel(survey: RunModel['survey'], first: RunView, deps: RunDeps): RunModel {
  let run: Run
  let alive = true
  let stepper: Stepper | undefined
  let loading: Promise<void> | undefined
  const waiting: RunEvent[] = []
  const view = signal(first)
  const delivery = signal<DeliveryState>({ is: 'idle' })
  const receipt = signal<RunModel['receipt']['value']>(undefined)
  const locale = signal(first.locale)
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
    try {
      stepper = await deps.stepper({
        told: (state) => {
          if (alive) delivery.value = state
        },
        receipt: (given) => {
          receipt.value = given
        },
      })
      run = stepper.start
      touched.value ||= Object.keys(run.answers).length > 0
      view.value = stepper.viewOf(run)
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
    if (event.type === 'answered') touched.value = true
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
    answer: (questionId, value) => act({ type: 'answered', questionId, value, at: deps.now() }),
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
    ready,
    dispose() {
      stepper?.flush()
      alive = false
    },
  }
}
