import { createBitrix24Adapter } from '@frankly/adapters/bitrix24'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const CODE = 'a1b2c3d4e5f6g7h8'
const PATH = `/rest/1/${CODE}`

/** What a portal reads of our items. */
interface Item {
  readonly fields?: { readonly originatorId?: string; readonly originId?: string; readonly comments?: string }
  readonly filter?: { readonly originatorId?: string; readonly originId?: string }
}

/** Bitrix24's items of the CRM. */
export const bitrix24: DestinationCase = httpCase(
  'bitrix24',
  {
    aside: ({ path, json }, stored) => {
      if (path !== `${PATH}/crm.item.list.json`) return undefined
      const { originatorId, originId } = (json as Item).filter ?? {}
      const items = stored.filter(({ key }) => key === `${originatorId}/${originId}`).map((_, i) => ({ id: i + 1 }))
      return { status: 200, body: { result: { items }, total: items.length, time: {} } }
    },
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, `${PATH}/crm.item.add.json`, 'bitrix24'),
        [!/[<>[\]]/.test((request.json as Item | undefined)?.fields?.comments ?? ''), 400, 'markup of a customer'],
      ]),
    ok: () => ({ status: 200, body: { result: { item: { id: 42 } }, time: { operating: 0.1 } } }),
    key: ({ json }) => {
      const { originatorId, originId } = (json as Item).fields ?? {}
      return `${originatorId}/${originId}`
    },
    busy: (seconds) => ({
      status: 429,
      body: {
        error: 'OPERATION_TIME_LIMIT',
        error_description: 'Method is blocked due to operation time limit.',
        time: { operating_reset_at: Math.floor(Date.now() / 1000) + seconds },
      },
    }),
    down: { status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' } },
    refuse: { status: 403, body: { error: 'insufficient_scope', error_description: `not enough rights: ${CODE}` } },
    word: { status: 200, body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' } },
  },
  (url, timeoutMs) => createBitrix24Adapter({ url: `${url}${PATH}/`, contact: true, on: DELIVERY_TYPES, timeoutMs }),
  { type: 'case.opened', refusal: 'insufficient_scope', word: 'retry', secrets: [CODE] },
)
