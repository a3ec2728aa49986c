import { computed, effect, signal } from '@preact/signals'
import type { RunModel } from '../state/run-model.ts'

/**
 * The model as the screens draw it: its acts are the model's own, its signals follow the model's when `soon` says so,
 * all at once. The browser marks radios, boxes and fields by itself; drawing must not hold up that paint.
 */
export function drawnModel(model: RunModel, soon: (draw: () => void) => void): { drawn: RunModel; stop(): void } {
  const latest = computed(() => ({
    view: model.view.value,
    delivery: model.delivery.value,
    receipt: model.receipt.value,
    locale: model.locale.value,
    touched: model.touched.value,
    waits: model.waits.value,
  }))
  const shown = signal(latest.peek())
  const behind = computed(() => latest.value !== shown.value)
  const stop = effect(() => {
    if (!behind.value) return
    soon(() => {
      shown.value = latest.peek()
    })
  })
  const drawn = Object.assign(Object.create(model) as RunModel, {
    view: computed(() => shown.value.view),
    delivery: computed(() => shown.value.delivery),
    receipt: computed(() => shown.value.receipt),
    locale: computed(() => shown.value.locale),
    touched: computed(() => shown.value.touched),
    waits: computed(() => shown.value.waits),
  })
  return { drawn, stop }
}
