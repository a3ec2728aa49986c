import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needToken, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { basicCredentials, jsonCall } from '../shared/http-options.ts'
import { oneLine } from '../shared/message.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_TRACKERS } from '../shared/news.ts'
import { isFinal, type OutcomeRules, outcomeOf, refusal } from '../shared/outcome.ts'
import { sentBefore } from '../shared/sent-before.ts'
import { ticketOf } from '../shared/ticket.ts'

/** Options of {@link createJiraAdapter}. @public */
export interface JiraAdapterOptions extends MessageOptions {
  /** `https://<site>.atlassian.net`. */
  readonly site: string
  /** Account whose token it is. */
  readonly email: string
  /** API token of that account: the secret. */
  readonly token: string
  /** Key of the project, such as `SHOP`. */
  readonly project: string
  /** Name of the issue type. Default `Task`. */
  readonly issueType?: string
  /** Default: none besides our mark. */
  readonly labels?: readonly string[]
}

/**
 * Opens an issue in Jira Cloud. Jira recognises no repeat: each issue carries the label `frankly-<delivery id>`, and before a
 * repeat Jira is searched for it. Its search lags some seconds behind, so a repeat sooner than that may make two; the label shows
 * them. The project's screen must have the field Labels. Default event: `case.opened`; `on: ['bad-news']` opens one for each complaint and low score.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createJiraAdapter(options: JiraAdapterOptions): ServerAdapter {
  return defineServerAdapter('jira', () => {
    const { email, token, project, issueType = 'Task', labels = [] } = options
    const site = needUrl('site', options.site)
    need(/^\S+@\S+$/.test(String(email)), 'email', email, 'an e-mail address')
    needToken('token', token, 'an API token')
    need(/^[A-Z][A-Z0-9_]+$/.test(String(project)), 'project', project, 'the key of a project')
    need(!labels.some((label) => /\s/.test(label)), 'labels', labels, 'labels without spaces')
    const credentials = basicCredentials(email, token)
    const secrets = [token, credentials]
    const rules: OutcomeRules = { own: (reply) => ownOutcome(reply, secrets), secrets }
    const headers = { accept: 'application/json', authorization: `Basic ${credentials}` }
    const post = (path: string, content: unknown, signal: AbortSignal): Promise<HttpReply> =>
      httpCall(jsonCall(options, site + path, content, headers), signal)

    const send = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
      const mark = `frankly-${delivery.id.replace(/[^\w.-]/g, '_')}`.slice(0, 255)
      const search = { jql: `project = "${project}" and labels = "${mark}"`, maxResults: 1, fields: ['labels'] }
      const look = (): Promise<HttpReply> => post('/rest/api/3/search/jql', search, signal)
      const before = await sentBefore(delivery, look, isStored, rules)
      if (before) return before
      // 32 767 characters at most; the document around the text counts too.
      const { subject, body } = ticketOf(delivery, { subject: 250, body: 15_000, locale: options.locale })
      const fields = {
        project: { key: project },
        issuetype: { name: issueType },
        summary: oneLine(subject),
        description: documentOf(body),
        labels: [...labels, mark],
      }
      return outcomeOf(await post('/rest/api/3/issue', { fields }, signal), rules)
    }
    return {
      ...messageSpec(options, FOR_TRACKERS),
      hosts: hostsOf(site),
      send,
    }
  })
}

/**
 * Plain text as an Atlassian Document: one paragraph with line breaks. Text nodes are shown as they are, so nothing of a
 * customer's can become markup; they may not be empty.
 */
function documentOf(text: string): unknown {
  const nodes = text
    .split('\n')
    .flatMap((line) => [{ type: 'hardBreak' }, ...(line ? [{ type: 'text', text: line }] : [])])
    .slice(1)
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: nodes }] }
}

function isStored({ status, json }: HttpReply): boolean | undefined {
  const issues = status === 200 ? (json as { issues?: readonly unknown[] } | undefined)?.issues : undefined
  return issues && issues.length > 0
}

/** Jira's reasons stand in `errorMessages` and, by field, in `errors`. */
function ownOutcome({ status, json }: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  if (!isFinal(status)) return undefined
  const { errorMessages = [], errors = {} } = (json ?? {}) as {
    errorMessages?: readonly string[]
    errors?: Readonly<Record<string, string>>
  }
  const words = [...errorMessages, ...Object.entries(errors).map(([field, word]) => `${field}: ${word}`)]
  return words.length ? refusal(`http_${status}`, words.join('; '), secrets) : undefined
}
