import type { Response } from '@frankly/core'
import { asStaff } from './staff.ts'

/** What the collector holds, by its own staff API. */
export async function storedResponses(collectorUrl: string): Promise<readonly Response[]> {
  const reply = await fetch(`${collectorUrl}/v1/responses?limit=1000`, { headers: asStaff })
  if (!reply.ok) throw new Error(`GET /v1/responses answered ${reply.status}: ${await reply.text()}`)
  const body = (await reply.json()) as { items: readonly { response: Response }[] }
  return body.items.map((item) => item.response)
}
