import { createSlackAdapter } from '@frankly/adapters/slack'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands, TIMEOUT_MS } from '../base.ts'

const PATH = '/services/T0001/B0001/xyzSecret1'

/** Slack's incoming webhook. */
export const slack: DestinationCase = httpCase(
  'slack',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, PATH, 'slack'),
        [!/<!|<@/.test(request.body), 400, 'somebody would be mentioned'],
      ]),
    ok: () => ({ status: 200, body: 'ok' }),
    refuse: { status: 404, body: 'channel_not_found' },
    word: { status: 200, body: '<html>Sign in to the network</html>' },
  },
  (url) => createSlackAdapter({ on: DELIVERY_TYPES, url: url + PATH, timeoutMs: TIMEOUT_MS }),
  {
    type: 'case.opened',
    refusal: 'channel_not_found',
    secrets: ['xyzSecret1'],
    repeats: 'twice',
    word: 'retry',
  },
)
