import { createSmscAdapter } from '@frankly/adapters/smsc'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, formDemands, httpCase } from '../base.ts'

const KEY = 'smsc-key-0123456789'

/** SMSC.ru: 200 always, even when it refuses. */
export const smsc: DestinationCase = httpCase(
  'smsc',
  {
    aside: ({ path, form }, stored, refused) => {
      if (path !== '/sys/status.php') return undefined
      const isOf = ({ key }: { readonly key: string | undefined }) => key === form.get('id')
      // A message that was refused is known too: 24, no money was left for it.
      const status = stored.some(isOf) ? 1 : refused.some(isOf) ? 24 : -3
      return { status: 200, body: { status, ...(status === -3 ? {} : { last_date: '21.11.2026 12:00:00' }) } }
    },
    check: (request) =>
      firstBroken([
        ...formDemands(request, '/sys/send.php', 'smsc'),
        [request.form.get('apikey') === KEY, 200, { error: 'authorise error', error_code: 2 }],
        [![...request.query].length, 200, { error: 'a key in the address', error_code: 1 }],
      ]),
    ok: () => ({ status: 200, body: { id: 1, cnt: 1 } }),
    key: ({ form }) => form.get('id') ?? undefined,
    refuse: { status: 200, body: { error: `message is denied ${KEY}`, error_code: 6, id: 1 } },
    word: { status: 200, body: { error: 'duplicate request, wait a minute', error_code: 9 } },
  },
  (url, timeoutMs) =>
    createSmscAdapter({
      auth: KEY,
      phones: ['79991234567'],
      sender: 'Shop',
      host: url,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  { type: 'case.opened', refusal: 'smsc_6', word: 'retry', secrets: [KEY] },
)
