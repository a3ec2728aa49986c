import { createSegmentAdapter } from '@frankly/adapters/segment'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

/** Segment's tracking API. */
export const segment: DestinationCase = httpCase(
  'segment',
  {
    check: (request) =>
      firstBroken([
        [Buffer.byteLength(request.body) <= 32 * 1024, 400, 'message over 32 KB'],
        ...jsonDemands(request, '/v1/track', 'segment', 'text/plain'),
        [(request.json as { writeKey?: string }).writeKey === 'wk_test', 401, 'unknown write key'],
      ]),
    ok: () => ({ status: 200, body: { success: true } }),
    key: (request) => (request.json as { messageId?: string }).messageId,
    refuse: { status: 400, body: { success: false, message: 'malformed JSON' } },
  },
  (url, timeoutMs) =>
    createSegmentAdapter({ writeKey: 'wk_test', host: url, consent: () => true, text: true, timeoutMs }),
  { refusal: 'http_400', without: { 'own word': 'answers 200 to almost anything' } },
)
