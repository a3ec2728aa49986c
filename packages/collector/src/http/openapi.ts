const json = (schema: unknown) => ({ 'application/json': { schema } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const problems = {
  default: { description: 'RFC 9457', content: { 'application/problem+json': { schema: ref('Problem') } } },
}
const key = { name: 'key', in: 'path', required: true, schema: { type: 'string' } }
const query = (name: string, required: boolean = false) => ({ name, in: 'query', required, schema: { type: 'string' } })
/** Staff: a program by its token, a person by the session that the sign-in began. */
const staff = [{ bearer: [] }, { session: [] }]
const html = { content: { 'text/html': {} } }
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
const shown = (summary: string, parameters: readonly unknown[] = [], security?: typeof staff) => ({
  summary,
  parameters,
  ...(security ? { security } : {}),
  responses: { 200: { description: 'A page', ...html }, ...problems },
})
const pressed = (summary: string, security?: typeof staff, parameters: readonly unknown[] = []) => ({
  summary,
  parameters,
  ...(security ? { security } : {}),
  requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
  responses: { 303: { description: 'done: see the page named' }, ...problems },
})
const file = (summary: string, name: string) => ({
  summary,
  parameters: [{ name, in: 'path', required: true, schema: { type: 'string' } }],
  responses: { 200: { description: 'The file' }, 304: { description: 'unchanged' }, ...problems },
})
const integer = { type: 'integer' }
const string = { type: 'string' }

/** Description of the HTTP surface, OpenAPI 3.1. */
export const openapi: Readonly<Record<string, unknown>> = {
  openapi: '3.1.0',
  info: { title: 'Frankly collector', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
  paths: {
    '/v1/projects/{key}/config': {
      get: {
        summary: 'Surveys, look and policy of a project',
        parameters: [key],
        responses: {
          200: { description: 'ProjectConfig', content: json({ type: 'object' }) },
          304: { description: 'unchanged' },
          ...problems,
        },
      },
    },
    '/v1/projects/{key}/responses': {
      post: {
        summary: 'Store response revisions; a 2xx means committed to disk',
        parameters: [key, { ...query('z'), description: 'gz: the body is gzip' }],
        requestBody: {
          required: true,
          content: { 'text/plain': { schema: ref('ResponsesEnvelope') }, ...json(ref('ResponsesEnvelope')) },
        },
        responses: {
          200: { description: 'One result for every item', content: json(ref('ResponsesReply')) },
          ...problems,
        },
      },
    },
    '/v1/projects/{key}/standing': {
      post: {
        summary:
          'When this subject, or about this order, was last answered or dismissed; never what was said. Told to a good signature of the shop only',
        parameters: [key],
        requestBody: {
          required: true,
          content: {
            'text/plain': {
              schema: {
                type: 'object',
                properties: Object.fromEntries(
                  ['order', 'subject'].map((fact) => [
                    fact,
                    { type: 'object', properties: { id: string, signature: string } },
                  ]),
                ),
              },
            },
          },
        },
        responses: {
          200: { description: 'ContactHistory: a ledger, empty for the unknown', content: json(ref('ContactHistory')) },
          ...problems,
        },
      },
    },
    '/v1/projects/{key}/attachments': {
      post: {
        summary: 'Store one picture; idempotent by id',
        parameters: [key, query('id', true), query('response', true), query('name')],
        requestBody: { required: true, content: { 'text/plain': {}, 'application/octet-stream': {} } },
        responses: {
          200: {
            description: 'Stored',
            content: json({ type: 'object', properties: { id: string, status: string, now: integer } }),
          },
          ...problems,
        },
      },
    },
    '/v1/projects/{key}/erasures': {
      post: {
        summary: 'A customer takes back what was said: who knows a response’s id made it',
        parameters: [key],
        requestBody: { required: true, content: { 'text/plain': {}, ...json({ type: 'object' }) } },
        responses: { 200: { description: 'How many', content: json({ type: 'object' }) }, ...problems },
      },
    },
    '/v1/responses': {
      get: {
        summary: 'Stored responses, newest first',
        security: staff,
        parameters: [query('project'), query('survey'), query('after'), query('limit'), query('order')],
        responses: { 200: { description: 'A page', content: json({ type: 'object' }) }, ...problems },
      },
    },
    '/v1/stream': {
      get: {
        summary: 'Server-sent events: `response` for each stored revision, in words',
        security: staff,
        responses: { 200: { description: 'Events', content: { 'text/event-stream': {} } }, ...problems },
      },
    },
    '/v1/outbox': {
      get: {
        summary: 'Deliveries that wait or are dead, and how it stands with each destination',
        security: staff,
        parameters: [query('state'), query('project'), query('destination'), query('id')],
        responses: { 200: { description: 'Rows', content: json({ type: 'object' }) }, ...problems },
      },
    },
    '/v1/outbox/replay': {
      post: {
        summary: 'Put dead deliveries back in the queue',
        security: staff,
        description: '`keys` names rows; `all: true` takes every dead row, narrowed by project, destination or id',
        requestBody: { required: true, content: json({ type: 'object', properties: { keys: { type: 'array' } } }) },
        responses: { 200: { description: 'How many', content: json({ type: 'object' }) }, ...problems },
      },
    },
    '/v1/conflicts': {
      get: {
        summary: 'Second bodies for a stored revision',
        security: staff,
        responses: { 200: { description: 'Rows' }, ...problems },
      },
    },
    '/v1/dead-letters': {
      get: {
        summary: 'Refused items, and answers that could not be read, as they came',
        security: staff,
        responses: { 200: { description: 'Rows' }, ...problems },
      },
    },
    '/healthz': { get: { summary: 'The process lives', responses: { 200: { description: 'ok' } } } },
    '/readyz': {
      get: {
        summary: 'The store answers',
        responses: { 200: { description: 'ready' }, 503: { description: 'not ready' } },
      },
    },
    '/metrics': {
      get: {
        summary: 'Prometheus text; also for the token of `metrics.token`',
        security: staff,
        responses: { 200: { description: 'metrics' }, ...problems },
      },
    },
    '/openapi.json': { get: { summary: 'This description', responses: { 200: { description: 'OpenAPI 3.1' } } } },
    '/s/{surveyId}': {
      get: shown('A survey as a page of its own; records nothing by itself', [
        { name: 'surveyId', in: 'path', required: true, schema: { type: 'string' } },
        query('project'),
        query('lang'),
      ]),
    },
    '/c/{receipt}': {
      get: shown('Whether a message has arrived, by its receipt code', [
        { name: 'receipt', in: 'path', required: true, schema: { type: 'string' } },
        query('lang'),
      ]),
    },
    '/{file}': { get: file('The widget: `frankly.js`, its chunks, `integrity.json`', 'file') },
    '/assets/{name}': { get: file('Scripts and styles of the pages here', 'name') },
    '/login': { get: shown('The sign-in', [query('next'), query('lang')]), post: pressed('Begins a session') },
    '/logout': { get: shown('Asks where to sign out', [query('lang')], staff), post: pressed('Ends sessions', staff) },
    '/': { get: shown('Answers as they come', [query('lang')], staff) },
    '/outbox': { get: shown('What waits and what has stopped', [query('lang'), query('replayed')], staff) },
    '/lists/{name}': { get: shown('One list of answers, page by page', [inPath('name'), query('before')], staff) },
    '/answers/{project}/{id}': { get: shown('One answer', [inPath('project'), inPath('id'), query('lang')], staff) },
    '/find': { get: shown('Leads to an answer by its receipt code', [query('code'), query('lang')], staff) },
    '/held': { get: shown('Answers held for a look', [query('before'), query('lang')], staff) },
    '/held/{what}': {
      post: pressed('Lets held answers go (`release`) or deletes them (`discard`)', staff, [inPath('what')]),
    },
    '/v1/held': {
      get: {
        summary: 'Answers held for a look, and how many for which reason',
        security: staff,
        parameters: [query('project'), query('reason'), query('after')],
        responses: { 200: { description: 'A page', content: json({ type: 'object' }) }, ...problems },
      },
    },
    '/v1/held/{what}': {
      post: {
        summary: '`release` lets held answers go, `discard` deletes them',
        security: staff,
        parameters: [inPath('what')],
        description: '`{project, id, revision?}`, or `{all: true}` with any of project and reason',
        requestBody: { required: true, content: json({ type: 'object' }) },
        responses: { 200: { description: 'How many', content: json({ type: 'object' }) }, ...problems },
      },
    },
    '/v1/attachments/{project}/{id}': {
      get: {
        summary: 'One photo',
        security: staff,
        parameters: [inPath('project'), inPath('id')],
        responses: { 200: { description: 'The bytes', content: { 'image/*': {} } }, ...problems },
      },
    },
    '/v1/exports/{file}': {
      get: {
        summary: '`responses.csv` or `responses.ndjson`: what `frankly export` writes',
        security: staff,
        parameters: [inPath('file'), query('project'), query('separator'), query('bom')],
        responses: {
          200: { description: 'The file', content: { 'text/csv': {}, 'application/x-ndjson': {} } },
          ...problems,
        },
      },
    },
    '/outbox/replay': { post: pressed('Puts stopped deliveries back in the queue', staff) },
  },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'frankly_session' },
    },
    schemas: {
      ResponsesEnvelope: {
        type: 'object',
        required: ['items'],
        properties: { sentAt: integer, items: { type: 'array', maxItems: 50, items: { type: 'object' } } },
      },
      ResponsesReply: {
        type: 'object',
        required: ['results', 'now'],
        properties: { results: { type: 'array', items: ref('ItemResult') }, now: integer, retryAfterMs: integer },
      },
      ItemResult: {
        type: 'object',
        required: ['id', 'revision', 'status'],
        properties: {
          id: string,
          revision: integer,
          status: { enum: ['stored', 'duplicate', 'stale', 'conflict', 'rejected', 'retry'] },
          problem: ref('Problem'),
          receipt: { type: 'object', properties: { code: string, url: string } },
          has: { type: 'object', required: ['revision'], properties: { revision: integer, writer: string } },
          erased: { enum: [true] },
          leftOut: { type: 'array', maxItems: 20, items: string },
        },
      },
      ContactHistory: {
        type: 'object',
        required: ['ledger'],
        properties: {
          ledger: {
            type: 'object',
            required: ['shown', 'dismissed', 'answered', 'surveys', 'orders'],
            properties: {
              shown: { type: 'array', maxItems: 0 },
              dismissed: integer,
              answered: integer,
              surveys: { type: 'object', maxProperties: 0 },
              orders: { type: 'array', maxItems: 1, items: string },
            },
          },
        },
      },
      Problem: {
        type: 'object',
        required: ['type', 'title', 'status', 'code'],
        properties: {
          type: string,
          title: string,
          status: integer,
          code: string,
          detail: string,
          retryable: { type: 'boolean' },
          retryAfterMs: integer,
          issues: { type: 'array', items: { type: 'object' } },
        },
      },
    },
  },
}
