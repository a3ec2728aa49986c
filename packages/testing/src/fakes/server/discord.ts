import { createDiscordAdapter } from '@frankly/adapters/discord'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = '3d89bb7572e0fb30d8128367b3b1b44fecd1726de135cbe28a41f8b2f777c372'
const PATH = `/api/webhooks/223704706495545344/${TOKEN}`

/** Discord's webhook. */
export const discord: DestinationCase = httpCase(
  'discord',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, PATH, 'discord'),
        [request.query.get('wait') === 'true', 400, 'without `wait` a 204 says nothing'],
      ]),
    ok: () => ({ status: 200, body: { id: '1', type: 0, content: '', channel_id: '2' } }),
    busy: (seconds) => ({
      status: 429,
      headers: { 'x-ratelimit-reset-after': String(seconds), 'x-ratelimit-scope': 'shared' },
      body: { message: 'You are being rate limited.', retry_after: seconds - 0.35, global: false },
    }),
    refuse: { status: 404, body: { message: `Unknown Webhook ${TOKEN}`, code: 10015 } },
    word: { status: 200, body: '' },
  },
  (url, timeoutMs) => createDiscordAdapter({ url: url + PATH, on: DELIVERY_TYPES, timeoutMs }),
  { type: 'case.opened', refusal: 'discord_10015', word: 'retry', repeats: 'twice', secrets: [TOKEN] },
)
