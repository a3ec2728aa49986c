import type { Delivery, SendOutcome } from '@frankly/core'
import { createAccessTokens, isReply } from '../shared/access-token.ts'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import type { ErasedDelivery } from '../shared/define-adapter.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { callOptions, formCall, JSON_TYPE } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { delivered, outcomeOf, refusal, retry } from '../shared/outcome.ts'
import { needAccount, type ServiceAccount, signAssertion } from '../shared/service-account.ts'
import { rowOf, type SheetColumn } from '../shared/sheet-row.ts'
import { toJson } from '../shared/wire-body.ts'

export type { ServiceAccount } from '../shared/service-account.ts'
export type { SheetColumn } from '../shared/sheet-row.ts'

/** Options of {@link createGoogleSheetsAdapter}. @public */
export interface GoogleSheetsAdapterOptions extends MessageOptions {
  /** From the address of the sheet, `/spreadsheets/d/<id>/edit`. Share it with the account's address as an editor. */
  readonly spreadsheetId: string
  /** Name of the sheet in it. Default `Feedback`. */
  readonly sheet?: string
  /** The account's key file, parsed: the secret. */
  readonly account: ServiceAccount
  /**
   * Columns from C on; A is the delivery's id, B that of the response. Default: `time`, `event`, `survey`, `rating`,
   * `message`, `order`.
   */
  readonly columns?: readonly SheetColumn[]
  /** Default `https://sheets.googleapis.com`. */
  readonly host?: string
  /** Default `https://oauth2.googleapis.com/token`. */
  readonly tokenUrl?: string
}

const SCOPE = 'https://www.googleapis.com/auth/spreadsheets'
const COLUMNS: readonly SheetColumn[] = ['time', 'event', 'survey', 'rating', 'message', 'order']

/**
 * Appends a row to a Google sheet. Values are written raw, so that no customer can put a formula into the sheet. An
 * append cannot recognise a repeat, so column A is read before one. An erasure clears the rows of its responses. Default
 * event: `response.completed`; with more events, a revision or a case is a row of its own.
 * @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/append (read 2026-11-21):
 * 60 writes a minute; 50 000 characters in a cell
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createGoogleSheetsAdapter(options: GoogleSheetsAdapterOptions): ServerAdapter {
  return defineServerAdapter('google-sheets', () => {
    const { spreadsheetId, sheet = 'Feedback', account, columns = COLUMNS } = options
    const { host = 'https://sheets.googleapis.com', tokenUrl = 'https://oauth2.googleapis.com/token' } = options
    need(/^[\w-]{10,}$/.test(String(spreadsheetId)), 'spreadsheetId', spreadsheetId, 'the id of a spreadsheet')
    need(/^[^\p{Cc}]{1,100}$/u.test(sheet), 'sheet', sheet, 'the name of a sheet')
    needAccount('account', account)
    const base = needUrl('host', host)
    const call = callOptions(options)
    const tokens = createAccessTokens(
      async (signal) => {
        const assertion = await signAssertion(account, SCOPE, tokenUrl, Date.now())
        const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
        return await httpCall(formCall(options, tokenUrl, grant), signal)
      },
      [],
      isClockError,
    )
    const values = `${base}/v4/spreadsheets/${spreadsheetId}/values`
    const range = (cells: string): string => `'${sheet.replace(/'/g, "''")}'!${cells}`
    const ask = (
      method: string,
      url: string,
      signal: AbortSignal,
      content?: unknown,
    ): Promise<HttpReply | SendOutcome> =>
      tokens.use((token) => {
        const headers = { authorization: `Bearer ${token}`, ...(content ? JSON_TYPE : {}) }
        return httpCall({ ...call, method, url, headers, ...(content ? { body: toJson(content) } : {}) }, signal)
      }, signal)
    /** Columns A and B of all rows; an outcome when they could not be read. */
    const ids = async (signal: AbortSignal): Promise<readonly (readonly unknown[])[] | SendOutcome> => {
      const reply = await ask('GET', `${values}/${encodeURIComponent(range('A:B'))}`, signal)
      if (!isReply(reply)) return reply
      const read = reply.json as { range?: unknown; values?: unknown[][] } | undefined
      if (reply.status === 200 && read?.range) return read.values ?? []
      const outcome = outcomeOf(reply, { own: ownOutcome })
      return outcome.status === 'delivered' ? retry('a look-up that cannot be read') : outcome
    }
    const append = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
      if (delivery.attempt > 1) {
        const before = await ids(signal)
        if ('status' in before) return before
        if (before.some(([id]) => id === delivery.id)) return delivered()
      }
      const url = `${values}/${encodeURIComponent(range('A1'))}:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS`
      const reply = await ask('POST', url, signal, { values: [rowOf(delivery, columns, options.locale)] })
      if (!isReply(reply)) return reply
      return proven(reply, 'updates')
    }
    const erase = async ({ data }: ErasedDelivery, signal: AbortSignal): Promise<SendOutcome> => {
      const rows = await ids(signal)
      if ('status' in rows) return rows
      const gone = rows.flatMap(([, response], i) =>
        data.responseIds.includes(String(response)) ? [range(`${i + 1}:${i + 1}`)] : [],
      )
      if (gone.length === 0) return delivered()
      const reply = await ask('POST', `${values}:batchClear`, signal, { ranges: gone })
      return isReply(reply) ? proven(reply, 'clearedRanges') : reply
    }
    return {
      ...messageSpec(options, ['response.completed']),
      hosts: hostsOf(base),
      send: append,
      erase,
    }
  })
}

/**
 * Google says `invalid_grant` to a key that was deleted and to a clock that is wrong alike; in the second case its words name
 * the times, or its own `Date` is more than a minute away from ours. That comes right when the clock does.
 * @see https://developers.google.com/identity/protocols/oauth2/service-account#jwt-error-codes (read 2026-11-28)
 */
function isClockError(code: string, words: string, reply: HttpReply): boolean {
  if (code !== 'invalid_grant') return false
  const theirs = Date.parse(reply.header('date') ?? '')
  return /\b(?:iat|exp)\b|timeframe|short-lived/i.test(words) || Math.abs(theirs - Date.now()) > 60_000
}

/** Delivered only when the reply names the written range: any other 2xx may come from a proxy. */
function proven(reply: HttpReply, field: 'updates' | 'clearedRanges'): SendOutcome {
  const outcome = outcomeOf(reply, { own: ownOutcome })
  const there = (reply.json as Record<string, unknown> | undefined)?.[field]
  return outcome.status === 'delivered' && !there ? retry(`a ${reply.status} without ${field}`) : outcome
}

/** Google's refusals have a name: `PERMISSION_DENIED`. */
function ownOutcome({ status, json }: HttpReply): SendOutcome | undefined {
  const { error } = (json ?? {}) as { error?: { status?: unknown; message?: unknown } }
  // 409 `ABORTED`: somebody else wrote at that moment. Older limits come as 403 and are told by their words alone.
  if (status === 409) return retry('HTTP 409')
  if (status === 403 && /quota|rate ?limit/i.test(`${error?.message}`)) return retry(error?.message, 60_000)
  const final = [400, 401, 403, 404].includes(status) && typeof error?.status === 'string'
  return final ? refusal(String(error.status).toLowerCase(), error.message, []) : undefined
}
