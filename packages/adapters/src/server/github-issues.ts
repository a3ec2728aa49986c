import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needToken, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { callOptions, jsonCall } from '../shared/http-options.ts'
import { issueOf } from '../shared/issue.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_TRACKERS } from '../shared/news.ts'
import { type OutcomeRules, outcomeOf, rejected, retry } from '../shared/outcome.ts'
import { sentBefore } from '../shared/sent-before.ts'

/** Options of {@link createGithubIssuesAdapter}. @public */
export interface GithubIssuesAdapterOptions extends MessageOptions {
  /** `owner/name`. In a public repository everybody reads what your customers wrote. */
  readonly repository: string
  /** Fine-grained token, or one of an app, that may write issues: the secret. */
  readonly token: string
  /** Default: none. */
  readonly labels?: readonly string[]
  /** Default `https://api.github.com`; or an Enterprise server's `https://host/api/v3`. */
  readonly host?: string
}

/** Version of the REST API that this is written against. */
const VERSION = '2026-03-10'

/**
 * Opens an issue. GitHub recognises no repeat: the body ends with an invisible mark (`<!-- frankly: id -->`), and before a
 * repeat the 100 newest issues are searched for it, since GitHub's search lags behind. Default event: `case.opened`; `on: ['bad-news']` opens one for each complaint and low score.
 * @see https://docs.github.com/en/rest/issues/issues?apiVersion=2026-03-10#create-an-issue
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api (403 and 429 alike)
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createGithubIssuesAdapter(options: GithubIssuesAdapterOptions): ServerAdapter {
  return defineServerAdapter('github-issues', () => {
    const { repository, token, labels = [], host = 'https://api.github.com' } = options
    need(/^[\w.-]+\/[\w.-]+$/.test(String(repository)), 'repository', repository, 'owner/name')
    needToken('token', token, 'a token of GitHub')
    const base = needUrl('host', host)
    const issues = `${base}/repos/${repository}/issues`
    const rules: OutcomeRules = { own: ownOutcome, secrets: [token] }
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'frankly',
      ...(isCloud(base) ? { 'x-github-api-version': VERSION } : {}),
    }
    const send = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
      const mark = `<!-- frankly: ${delivery.id.replace(/[^\w.:-]/g, '_')} -->`
      const newest = `${issues}?state=all&sort=created&direction=desc&per_page=100`
      const look = (): Promise<HttpReply> =>
        httpCall({ ...callOptions(options), method: 'GET', url: newest, headers }, signal)
      const before = await sentBefore(delivery, look, (reply) => isStored(reply, mark), rules)
      if (before) return before
      // 65 536 characters at most.
      const { title, body } = issueOf(delivery, 60_000, options.locale)
      const content = { title, body: `${body}\n\n${mark}`, ...(labels.length ? { labels } : {}) }
      return outcomeOf(await httpCall(jsonCall(options, issues, content, headers), signal), rules)
    }
    return {
      ...messageSpec(options, FOR_TRACKERS),
      hosts: hostsOf(base),
      send,
    }
  })
}

/**
 * Whether this is GitHub's own cloud. An Enterprise server answers 400 to a version that it does not have, and takes its own
 * where none is named.
 */
function isCloud(base: string): boolean {
  const { hostname } = new URL(base)
  return hostname === 'api.github.com' || hostname.endsWith('.ghe.com')
}

function isStored({ status, json }: HttpReply, mark: string): boolean | undefined {
  if (status !== 200 || !Array.isArray(json)) return undefined
  return json.some((issue: { body?: string | null } | null) => issue?.body?.includes(mark))
}

/** A word on the repository itself; and GitHub says "later" by 403 as well as 429: with `Retry-After`, with nothing remaining, or by a word about a secondary limit. */
function ownOutcome(reply: HttpReply): SendOutcome | undefined {
  // For good, and a redirect is not followed: it stays away until a person writes the new name.
  if (reply.status === 301 || reply.status === 308)
    return rejected('repository_moved', 'the repository was renamed or moved: put its new name into `repository`')
  if (reply.status !== 403 && reply.status !== 429) return undefined
  const after = Number(reply.header('retry-after'))
  if (after > 0) return retry(`HTTP ${reply.status}`, after * 1000)
  if (reply.header('x-ratelimit-remaining') === '0') {
    const here = Date.parse(reply.header('date') ?? '') || Date.now()
    const ms = Number(reply.header('x-ratelimit-reset')) * 1000 - here
    return retry('no calls remain', Math.max(ms, 1000) || 60_000)
  }
  return /secondary rate limit/i.test(reply.text) ? retry('secondary rate limit', 60_000) : undefined
}
