import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { createTwilioAdapter } from '@frankly/adapters/twilio'
import { type DestinationCase, firstBroken, formDemands, httpCase } from '../base.ts'

const SID = 'ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
const TOKEN = 'your-auth-token-0123456789abcdef'

/** Twilio's messages. */
export const twilio: DestinationCase = httpCase(
  'twilio',
  {
    check: (request) =>
      firstBroken([
        ...formDemands(request, `/2010-04-01/Accounts/${SID}/Messages.json`, 'twilio'),
        [
          request.headers['authorization'] === `Basic ${btoa(`${SID}:${TOKEN}`)}`,
          401,
          { code: 20003, message: 'Authenticate', status: 401 },
        ],
      ]),
    ok: () => ({ status: 201, body: { sid: 'SM1', status: 'queued', error_code: null, num_segments: '1' } }),
    busy: (seconds) => ({
      status: 429,
      headers: { 'retry-after': String(seconds) },
      body: { code: 20429, message: 'Too Many Requests', status: 429 },
    }),
    refuse: { status: 400, body: { code: 21211, message: `The 'To' number is not valid ${TOKEN}`, status: 400 } },
    word: { status: 201, body: { sid: 'SM2', status: 'failed', error_code: 30003 } },
  },
  (url, timeoutMs) =>
    createTwilioAdapter({
      accountSid: SID,
      auth: TOKEN,
      to: '+491701234567',
      from: '+15005550006',
      host: url,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  { type: 'case.opened', refusal: 'twilio_21211', word: 'rejected', repeats: 'twice', secrets: [TOKEN] },
)
