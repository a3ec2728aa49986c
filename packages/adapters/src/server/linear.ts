import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needToken, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { jsonCall } from '../shared/http-options.ts'
import { issueOf } from '../shared/issue.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_TRACKERS } from '../shared/news.ts'
import { delivered, type OutcomeRules, outcomeOf, refusal, retry } from '../shared/outcome.ts'
import { sentBefore } from '../shared/sent-before.ts'
import { hexOf, sha256 } from '../shared/sha256.ts'
import { gravityOf } from '../shared/ticket.ts'

/** Options of {@link createLinearAdapter}. @public */
export interface LinearAdapterOptions extends MessageOptions {
  /** Personal API key (`lin_api_…`), or an OAuth token with `oauth: true`: the secret. */
  readonly token: string
  /** Is `token` of OAuth? Default `false`. */
  readonly oauth?: boolean
  /** Id of the team, a UUID. */
  readonly teamId: string
  /** Ids of labels. Default: none. */
  readonly labelIds?: readonly string[]
  /** Default `https://api.linear.app/graphql`. */
  readonly url?: string
}

const CREATE = 'mutation($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { id identifier } } }'
const FIND = 'query($id: ID!) { issues(filter: { id: { eq: $id } }, first: 1, includeArchived: true) { nodes { id } } }'
/** Linear's scale: 1 urgent, 2 high, 3 medium, 4 low. */
const PRIORITY = { critical: 1, high: 2, normal: 3, none: 4 }

/**
 * Opens an issue in Linear. The issue's id is made from the delivery's (a UUID by SHA-256), so there can be only one;
 * before a repeat Linear is asked for it. Default event: `case.opened`; `on: ['bad-news']` opens one for each complaint and low score.
 * @see https://linear.app/developers/graphql, https://linear.app/developers/rate-limiting
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createLinearAdapter(options: LinearAdapterOptions): ServerAdapter {
  return defineServerAdapter('linear', () => {
    const { token, oauth = false, teamId, labelIds = [] } = options
    needToken('token', token, 'an API key, lin_api_…')
    need(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(teamId)), 'teamId', teamId, 'a UUID')
    const url = needUrl('url', options.url ?? 'https://api.linear.app/graphql')
    const headers = { authorization: oauth ? `Bearer ${token}` : token }
    const ask = (query: string, variables: unknown, signal: AbortSignal): Promise<HttpReply> =>
      httpCall(jsonCall(options, url, { query, variables }, headers), signal)
    const rules: OutcomeRules = { own: (reply) => ownOutcome(reply, [token]), secrets: [token] }

    const send = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
      const id = await uuidOf(delivery.id)
      const before = await sentBefore(delivery, () => ask(FIND, { id }, signal), isStored, rules)
      if (before) return before
      const { title, body } = issueOf(delivery, 60_000, options.locale)
      const priority = PRIORITY[gravityOf(delivery)]
      const labels = labelIds.length ? { labelIds } : {}
      return outcomeOf(
        await ask(CREATE, { input: { id, teamId, title, description: body, priority, ...labels } }, signal),
        rules,
      )
    }
    return {
      ...messageSpec(options, FOR_TRACKERS),
      hosts: hostsOf(url),
      send,
    }
  })
}

/** A UUID in the form of version 4, as Linear wants it, always the same for one text. */
async function uuidOf(text: string): Promise<string> {
  const hash = await sha256(`frankly:${text}`)
  hash[6] = (hash[6]! & 0x0f) | 0x40
  hash[8] = (hash[8]! & 0x3f) | 0x80
  return hexOf(hash.subarray(0, 16)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

interface LinearReply {
  readonly data?: {
    readonly issueCreate?: { readonly success?: boolean } | null
    readonly issues?: { readonly nodes?: readonly unknown[] }
  } | null
  readonly errors?: readonly {
    readonly message?: string
    readonly extensions?: { readonly code?: string; readonly type?: string; readonly userPresentableMessage?: string }
  }[]
}

function isStored({ status, json }: HttpReply): boolean | undefined {
  const nodes = status === 200 ? (json as LinearReply | undefined)?.data?.issues?.nodes : undefined
  return nodes && nodes.length > 0
}

/** GraphQL says no under 200 and 400 alike; the word is in `errors`. */
function ownOutcome(reply: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const { data, errors } = (reply.json ?? {}) as LinearReply
  const error = errors?.[0]
  if (error) {
    const { code, type, userPresentableMessage } = error.extensions ?? {}
    const word = String(code ?? type ?? 'error').toUpperCase()
    if (/RATE_?LIMITED/.test(word)) return retry('RATELIMITED', floorOf(reply))
    if (reply.status >= 500 || /INTERNAL|NETWORK|LOCK|OTHER|^ERROR$/.test(word)) return retry(word)
    return refusal(word.toLowerCase().replace(/\W+/g, '_'), userPresentableMessage ?? error.message, secrets)
  }
  if (reply.status !== 200) return undefined
  return data?.issueCreate?.success === true ? delivered() : retry('Linear did not say success')
}

/** When the limits are full again, epoch milliseconds: of those that have nothing left. */
function floorOf(reply: HttpReply): number | undefined {
  const here = Date.parse(reply.header('date') ?? '') || Date.now()
  const waits = ['requests', 'endpoint-requests', 'complexity'].flatMap((kind) => {
    const left = reply.header(`x-ratelimit-${kind}-remaining`)
    const ms = Number(reply.header(`x-ratelimit-${kind}-reset`)) - here
    return left !== undefined && Number(left) <= 0 && ms > 0 ? [ms] : []
  })
  return waits.length ? Math.max(...waits) : undefined
}
