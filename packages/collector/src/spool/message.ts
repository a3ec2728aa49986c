import type { OutboxEntry, PutItem, PutResult } from '../store/ports.ts'

/** An item as it lies in the spool: what is worked out late in the collector is worked out before. */
type SpooledItem = Omit<PutItem, 'outboxBeside'> & { readonly beside?: readonly OutboxEntry[] }

const FORM = 1

/** Items as text for one message. */
export function textOfItems(items: readonly PutItem[]): string {
  const all = items.map(({ outboxBeside, ...item }): SpooledItem => {
    const beside = outboxBeside?.()
    return beside ? { ...item, beside } : item
  })
  return JSON.stringify({ form: FORM, items: all })
}

/**
 * The items of a message.
 * @throws Error when a newer version of Frankly wrote it
 */
export function itemsOfText(text: string): readonly PutItem[] {
  const { form, items } = JSON.parse(text) as { readonly form: number; readonly items: readonly SpooledItem[] }
  if (form !== FORM)
    throw new Error(`the spool holds answers in form ${form}, this program knows ${FORM}: start a newer one`)
  return items.map(({ beside, ...item }) => (beside ? { ...item, outboxBeside: () => beside } : item))
}

/** Results as text, for the collector that waits for them. */
export const textOfResults = (results: readonly PutResult[]): string => JSON.stringify(results)

/** The results of a reply. */
export const resultsOfText = (text: string): readonly PutResult[] => JSON.parse(text) as readonly PutResult[]
