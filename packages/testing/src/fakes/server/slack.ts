import { createSlackAdapter } from '@frankly/adapters/slack'
import { DELIVERY_TYPES, type FakeControl, type FakeDestination, startFake } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const PATH = '/services/T0001/B0001/xyzSecret1'

/** A strict fake, and the address of its webhook: for tests that make the adapter elsewhere. */
export async function slackFake(): Promise<{ readonly fake: FakeControl; readonly url: string }> {
  const fake = await startFake(destination)
  return { fake, url: fake.url + PATH }
}

const destination: FakeDestination = {
  check: (request) =>
    firstBroken([
      ...jsonDemands(request, PATH, 'slack'),
      [!/<!|<@/.test(request.body), 400, 'somebody would be mentioned'],
    ]),
  ok: () => ({ status: 200, body: 'ok' }),
  refuse: { status: 404, body: 'channel_not_found' },
  word: { status: 200, body: '<html>Sign in to the network</html>' },
}

/** Slack's incoming webhook. */
export const slack: DestinationCase = httpCase(
  'slack',
  destination,
  (url, timeoutMs) => createSlackAdapter({ on: DELIVERY_TYPES, url: url + PATH, timeoutMs }),
  {
    type: 'case.opened',
    refusal: 'channel_not_found',
    secrets: ['xyzSecret1'],
    repeats: 'twice',
    word: 'retry',
  },
)
