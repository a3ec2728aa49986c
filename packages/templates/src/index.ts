/**
 * Ready surveys in English and Russian: data only, to be used as they are or as a start.
 * @packageDocumentation
 */
import type { Survey } from '@frankly/core'
import { afterClose } from './after-close.ts'
import { b2bDelivery } from './b2b-delivery.ts'
import { choice } from './choice.ts'
import { complaint } from './complaint.ts'
import { content } from './content.ts'
import { dailyCheck } from './daily-check.ts'
import { delivery } from './delivery.ts'
import { drivers } from './drivers.ts'
import { exit } from './exit.ts'
import { idea } from './idea.ts'
import { kanoPairs } from './kano.ts'
import { kudos } from './kudos.ts'
import { maturity } from './maturity.ts'
import { mystery } from './mystery.ts'
import { nineCustomers } from './nine-customers.ts'
import { nineDepartments } from './nine-departments.ts'
import { nineStaff } from './nine-staff.ts'
import { pulse } from './pulse.ts'
import { purchase } from './purchase.ts'
import { repeat } from './repeat.ts'
import { storeVisit } from './store-visit.ts'
import { suggestion } from './suggestion.ts'
import { support } from './support.ts'
import { supportCes2 } from './support-ces2.ts'
import { unboxing } from './unboxing.ts'

export {
  afterClose,
  b2bDelivery,
  choice,
  complaint,
  content,
  dailyCheck,
  delivery,
  drivers,
  exit,
  idea,
  kanoPairs,
  kudos,
  maturity,
  mystery,
  nineCustomers,
  nineDepartments,
  nineStaff,
  pulse,
  purchase,
  repeat,
  storeVisit,
  suggestion,
  support,
  supportCes2,
  unboxing,
}

/** All templates: first those of the customer's journey, then those for the people of the shop. @public */
export const templates: readonly Survey[] = [
  purchase,
  delivery,
  unboxing,
  storeVisit,
  support,
  supportCes2,
  complaint,
  afterClose,
  exit,
  suggestion,
  choice,
  drivers,
  kanoPairs,
  content,
  repeat,
  b2bDelivery,
  nineCustomers,
  nineStaff,
  nineDepartments,
  pulse,
  kudos,
  idea,
  mystery,
  dailyCheck,
  maturity,
]

/** The template of that id, or `undefined`. @public */
export function templateById(id: string): Survey | undefined {
  return templates.find((template) => template.id === id)
}
