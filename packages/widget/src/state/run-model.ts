import type { AttachmentRef, DeliveryState, Locale, Receipt, RunHandle, RunView, Survey } from '@frankly/core'
import type { Begun } from '@frankly/core/client'
import { batch, type ReadonlySignal, signal } from '@preact/signals'

export type { DeliveryState }

/**
 * One pass through one survey as the interface sees it: what to show now, what became of the answers, and the
 * acts that a customer can do. Components get nothing else. No act throws.
 * @public
 */
export interface RunModel
  extends Pick<RunHandle, 'latest' | 'answer' | 'skip' | 'next' | 'back' | 'more' | 'setLocale' | 'written'> {
  readonly survey: Survey
  /** What to show now. Changes with each act and with the language. */
  readonly view: ReadonlySignal<RunView>
  readonly delivery: ReadonlySignal<DeliveryState>
  /** Present as soon as a complaint was written: made on the device, so that it exists without a network. */
  readonly receipt: ReadonlySignal<Receipt | undefined>
  readonly locale: ReadonlySignal<Locale>
  /** True from the first answer: something would be lost by a careless close. */
  readonly touched: ReadonlySignal<boolean>
  /** What was done waits for code that does not come: the next screen cannot be shown yet. */
  readonly waits: ReadonlySignal<boolean>
  /** Goes on to the end from here; stops at the first page with a fault. */
  submit(): void
  /** Saves again after `not_saved`. */
  retry(): void
  /** Takes a (shrunk) file for an attachment question; it is posted at once. `undefined`: could not be kept. */
  attach(file: Blob, name: string): Promise<AttachmentRef | undefined>
  /** For the host: fetches what the first answer will need. */
  ready(): Promise<void>
}

/**
 * The run of core's client as signals.
 * @param receiptUrl - address of the customer's page of a case, by its code
 * @param failed - hears of an error in an act, which else would be one of the page
 */
export function modelOfRun(
  { handle, survey, ready }: Begun,
  receiptUrl: (code: string) => string | undefined,
  attach: (file: Blob, name: string) => Promise<AttachmentRef | undefined>,
  failed?: (cause: unknown) => void,
): RunModel {
  const safe =
    <Args extends readonly unknown[]>(act: (...args: Args) => void) =>
    (...args: Args): void => {
      try {
        act(...args)
      } catch (cause) {
        if (!failed) throw cause
        failed(cause)
      }
    }
  const receiptOf = (): Receipt | undefined => {
    const code = handle.receiptCode
    if (!code) return
    const url = receiptUrl(code)
    return { code, ...(url && { url }) }
  }
  const view = signal(handle.current)
  const delivery = signal(handle.delivery)
  const receipt = signal(receiptOf())
  const locale = signal(handle.current.locale)
  const touched = signal(handle.touched)
  const waits = signal(handle.waits)
  handle.subscribe(() =>
    batch(() => {
      view.value = handle.current
      if (!isSame(delivery.value, handle.delivery)) delivery.value = handle.delivery
      if (receipt.value?.code !== handle.receiptCode) receipt.value = receiptOf()
      locale.value = handle.current.locale
      touched.value = handle.touched
      waits.value = handle.waits
    }),
  )
  return {
    survey,
    view,
    delivery,
    receipt,
    locale,
    touched,
    waits,
    latest: handle.latest,
    answer: safe(handle.answer),
    skip: safe(handle.skip),
    next: safe(handle.next),
    back: safe(handle.back),
    more: safe(handle.more),
    setLocale: safe(handle.setLocale),
    submit: safe(() => void handle.submit()),
    retry: () => void handle.retry(),
    attach,
    written: handle.written,
    ready,
  }
}

const isSame = (one: DeliveryState, other: DeliveryState): boolean =>
  one.is === other.is && (one.is !== 'blocked' || one.by === (other as typeof one).by)
