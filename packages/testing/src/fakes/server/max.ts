import { createMaxAdapter } from '@frankly/adapters/max'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = 'f9LHodD0cOL5NY7All_9xJRh5ZhPw6bRvq'

/** MAX's bot API. */
export const max: DestinationCase = httpCase(
  'max',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/messages', 'max'),
        [
          request.headers['authorization'] === TOKEN && !request.query.has('access_token'),
          401,
          { code: 'verify.token', message: 'Invalid access_token' },
        ],
        [request.query.get('chat_id') === '-70001', 404, { code: 'chat.not.found', message: 'No such chat' }],
      ]),
    ok: () => ({
      status: 200,
      body: { message: { recipient: { chat_id: -70001 }, timestamp: 1, body: { mid: 'mid.1', seq: 1, text: '' } } },
    }),
    refuse: { status: 403, body: { code: 'chat.denied', message: `no rights for ${TOKEN}` } },
    word: { status: 200, body: '<html>Sign in</html>' },
  },
  (url, timeoutMs) =>
    createMaxAdapter({ token: TOKEN, to: { chatId: -70001 }, host: url, on: DELIVERY_TYPES, timeoutMs }),
  { type: 'case.opened', refusal: 'chat.denied', word: 'retry', repeats: 'twice', secrets: [TOKEN] },
)
