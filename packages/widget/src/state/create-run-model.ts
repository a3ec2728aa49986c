import type { Run, RunEvent } from '@frankly/core'
import { batch, signal } from '@preact/signals'
import type { DeliveryState, RunDeps, RunModel } from './run-model.ts'

/** The model over a run: acts go through the engine one by one, signals tell the interface. */
export function createRunModel(survey: RunModel['survey'], start: Run, deps: RunDeps): RunModel {
  let run = start
  let alive = true
  const view = signal(deps.viewOf(run))
  const delivery = signal<DeliveryState>({ is: 'idle' })
  const receipt = signal<RunModel['receipt']['value']>(undefined)
  const locale = signal(run.locale)
  const touched = signal(Object.keys(run.answers).length > 0)
  const told = (state: DeliveryState): void => {
    if (alive) delivery.value = state
  }
  const act = (event: RunEvent): void => {
    try {
      const next = deps.advance(run, event)
      if (next === run || !alive) return
      run = next
      batch(() => {
        view.value = deps.viewOf(run)
        locale.value = run.locale
        touched.value ||= Object.keys(run.answers).length > 0
        if (event.type !== 'locale') deps.changed(run, event, told)
      })
    } catch (cause) {
      deps.failed(cause)
    }
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
    retry: () => deps.save(told),
    attach: deps.attach,
    giveReceipt(given) {
      receipt.value = given
    },
    dispose() {
      alive = false
    },
  }
}
