import type { Response } from '../model/response.ts'
import type { Delivery } from '../wire/delivery.ts'

/** The response of a delivery, if it has one. */
export function responseOf(delivery: Delivery): Response | undefined {
  return 'response' in delivery.data ? delivery.data.response : undefined
}
