import { emberMug, moonTeapot, quietPair, rainBowl } from './pottery.ts'
import { fireweed, morningAssam, shadeSencha, toastedBuckwheat } from './tea.ts'

const drawings: Readonly<Record<string, (id: string) => string>> = {
  'moon-teapot': moonTeapot,
  'ember-mug': emberMug,
  'rain-bowl': rainBowl,
  'quiet-pair': quietPair,
  'morning-assam': morningAssam,
  fireweed,
  'shade-sencha': shadeSencha,
  'toasted-buckwheat': toastedBuckwheat,
}

/** The picture of a product; `place` keeps the ids inside unique when a page shows it twice. */
export function picture(productId: string, place = 'p'): string {
  const draw = drawings[productId]
  if (draw === undefined) throw new Error(`no picture for product "${productId}"`)
  return draw(`${place}-${productId}`)
}
