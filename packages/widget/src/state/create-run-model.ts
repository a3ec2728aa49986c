import type { Run, RunEvent } from '@frankly/core'
import { batch, signal } from '@preact/signals'
import type { DeliveryState, RunDeps, RunModel, Stepper } from './run-model.ts'

/**
 * The model over a run. What steps a run on (`Stepper`) is loaded while the customer reads the first question; acts
 * before that wait in their order, so that nothing a customer did is lost.
 */
export function createRunModel(survey: RunModel['survey'], start: Run, deps: RunDeps): RunModel {
  let run = start
  let alive = true
  let stepper: Stepper | undefined
  let loading = false
  const waiting: RunEvent[] = []
  const view = signal(deps.viewOf(run))
  const delivery = signal<DeliveryState>({ is: 'idle' })
  const receipt = signal<RunModel['receipt']['value']>(undefined)
  const locale = signal(run.locale)
  const touched = signal(Object.keys(run.answers).length > 0)

  const step = (event: RunEvent): void => {
    const next = stepper!.advance(run, event)
    if (next === run) return
    run = next
    batch(() => {
      view.value = deps.viewOf(run)
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
  const ready = async (): Promise<void> => {
    if (loading || stepper) return
    loading = true
    try {
      stepper = await deps.stepper({
        told: (state) => {
          if (alive) delivery.value = state
        },
        receipt: (given) => {
          receipt.value = given
        },
      })
      work()
    } catch (cause) {
      // the acts stay in line: the next one, or `retry`, tries again
      deps.failed(cause)
      if (waiting.length) delivery.value = { is: 'not_saved' }
    }
    loading = false
  }
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
