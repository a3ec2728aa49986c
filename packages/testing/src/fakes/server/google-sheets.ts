import { createVerify, generateKeyPairSync } from 'node:crypto'
import { createGoogleSheetsAdapter } from '@frankly/adapters/google-sheets'
import { DELIVERY_TYPES, type FakeReply, type FakeRequest } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const SHEET = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms'
const ACCOUNT = 'frankly@shop.iam.gserviceaccount.com'
const TOKEN = 'ya29.a0AfExample'
const VALUES = `/v4/spreadsheets/${SHEET}/values`
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Google trades an assertion only if its signature, audience, scope and times are right. */
function tokenReply({ form, headers }: FakeRequest): FakeReply {
  const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
  const signed = createVerify('RSA-SHA256')
    .update(`${head}.${claims}`)
    .verify(publicKey, Buffer.from(signature, 'base64url'))
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as Record<string, unknown>
  const right =
    signed &&
    form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
    said['iss'] === ACCOUNT &&
    said['aud'] === `http://${headers['host']}/token` &&
    said['scope'] === 'https://www.googleapis.com/auth/spreadsheets' &&
    Number(said['exp']) - Number(said['iat']) <= 3600 &&
    Math.abs(Number(said['iat']) - Date.now() / 1000) < 300
  if (!right) return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT' } }
  return { status: 200, body: { access_token: TOKEN, expires_in: 3599, token_type: 'Bearer' } }
}

const error = (code: number, status: string, message = ''): FakeReply => ({
  status: code,
  body: { error: { code, status, message } },
})

/** Google Sheets, with a service account. */
export const googleSheets: DestinationCase = httpCase(
  'google-sheets',
  {
    aside: (request, stored) => {
      const { method, path, headers } = request
      if (path === '/token') return tokenReply(request)
      if (headers['authorization'] !== `Bearer ${TOKEN}`) return undefined
      if (path === `${VALUES}:batchClear`) return { status: 200, body: { clearedRanges: [] } }
      if (method !== 'GET') return undefined
      const values = stored.map(({ key, raw }) => [key, rowOf(JSON.parse(raw.split('\n').at(-1)!))[1]])
      return { status: 200, body: { range: "'Feedback'!A1:B1000", majorDimension: 'ROWS', values } }
    },
    check: (request) => {
      const [, ...demands] = jsonDemands(request, '', 'google-sheets')
      return firstBroken([
        [request.path === `${VALUES}/'Feedback'!A1:append`, 404, `no such path ${request.path}`],
        ...demands,
        [request.headers['authorization'] === `Bearer ${TOKEN}`, 401, 'who are you?'],
        [request.query.get('valueInputOption') === 'RAW', 400, 'a customer could write formulas'],
        [request.query.get('insertDataOption') === 'INSERT_ROWS', 400, 'rows could be written over'],
      ])
    },
    ok: () => ({ status: 200, body: { spreadsheetId: SHEET, updates: { updatedRange: 'Feedback!A2:H2' } } }),
    key: ({ json }) => String(rowOf(json)[0]),
    busy: (seconds) => ({
      ...error(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'),
      headers: { 'retry-after': String(seconds) },
    }),
    down: error(503, 'UNAVAILABLE'),
    refuse: error(403, 'PERMISSION_DENIED', 'The caller does not have permission'),
    word: { status: 200, body: {} },
  },
  (url, timeoutMs) =>
    createGoogleSheetsAdapter({
      spreadsheetId: SHEET,
      account: { client_email: ACCOUNT, private_key: pem },
      host: url,
      tokenUrl: `${url}/token`,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  { refusal: 'permission_denied', word: 'retry', secrets: [TOKEN] },
)

function rowOf(json: unknown): readonly unknown[] {
  return (json as { values?: unknown[][] }).values?.[0] ?? []
}
