import { createTeamsAdapter } from '@frankly/adapters/teams'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const SIG = 'qRz4_V0jwM3bEXAMPLE0signature'
const PATH = '/workflows/0f1e2d3c4b5a/triggers/manual/paths/invoke'

/** A Power Automate workflow that posts to Microsoft Teams. */
export const teams: DestinationCase = httpCase(
  'teams',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, PATH, 'teams'),
        [
          request.query.get('sig') === SIG,
          401,
          { error: { code: 'DirectApiAuthorizationRequired', message: 'The signature is not valid.' } },
        ],
        [Buffer.byteLength(request.body) <= 28_672, 413, 'over 28 KB'],
      ]),
    ok: () => ({ status: 202 }),
    refuse: { status: 404, body: { error: { code: 'WorkflowNotFound', message: `no workflow with sig=${SIG}` } } },
    word: {
      status: 200,
      body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429',
    },
  },
  (url, timeoutMs) =>
    createTeamsAdapter({
      url: `${url}${PATH}?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${SIG}`,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  { type: 'case.opened', refusal: 'WorkflowNotFound', word: 'retry', repeats: 'twice', secrets: [SIG] },
)
