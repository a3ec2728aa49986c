import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import type { Writer } from '../shared/escape.ts'
import { fitBody } from '../shared/flat-answers.ts'
import { callOptions, JSON_TYPE } from '../shared/http-options.ts'
import { type Message, messageOf } from '../shared/message.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_CHATS } from '../shared/news.ts'
import { exchange, refusal, rejected, retry } from '../shared/outcome.ts'
import { hideSecrets } from '../shared/redact.ts'
import { renderMessage } from '../shared/render-text.ts'
import { toJson } from '../shared/wire-body.ts'

/** Options of {@link createTeamsAdapter}. @public */
export interface TeamsAdapterOptions extends MessageOptions {
  /** Address of the workflow "when a webhook request is received", with its `sig`: it is the secret. */
  readonly url: string
}

const HOUR = 3_600_000
/** Teams takes messages of 28 KB. */
const MAX_BYTES = 28_000

/**
 * Posts an adaptive card to a Microsoft Teams channel by a workflow (Power Automate). Its 202 says that the workflow
 * has it; what becomes of it there stands in the workflow's history. Default events: `bad-news`, `case.opened`, `praise.created`.
 * No key recognises a repeat: a reset after the workflow took it posts twice.
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
 * (read 2026-11-21): 28 KB; 4 requests a second
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createTeamsAdapter(options: TeamsAdapterOptions): ServerAdapter {
  return defineServerAdapter('teams', () => {
    const url = needUrl('url', options.url)
    const sig = new URL(url).searchParams.get('sig')
    need(sig, 'url', '(secret)', 'the whole address of the workflow, with `sig`')
    const secrets = [url, sig, encodeURIComponent(sig)]
    return {
      ...messageSpec(options, FOR_CHATS),
      hosts: hostsOf(url),
      send: async (delivery, signal) => {
        const message = messageOf(delivery, options.locale)
        const body = fitBody(MAX_BYTES, (max) => toJson(cardOf(message, max)))
        if (!body) return rejected('too_large', 'over 28 KB without any text')
        return await exchange({ ...callOptions(options), url, headers: JSON_TYPE, body }, signal, {
          secrets,
          own: ({ status, text, json }) => {
            // Microsoft's older connectors answer 200 and say in the body that Teams did not take it.
            if (status === 200 && /failed|error/i.test(text)) return retry(hideSecrets(text.slice(0, 300), secrets))
            const { code, message } =
              (json as { error?: { code?: unknown; message?: unknown } } | undefined)?.error ?? {}
            // Switched off: somebody may switch it on again.
            if (code === 'WorkflowTriggerIsNotEnabled') return retry(code, HOUR)
            const final = [400, 401, 403, 404].includes(status) && typeof code === 'string'
            return final ? refusal(code, message, secrets) : undefined
          },
        })
      },
    }
  })
}

/**
 * Texts stand in `TextRun`s, which are no Markdown: phones show a backslash of Markdown as it is, and a run needs none. One block
 * for each line, since not every client breaks a line inside a run.
 */
function cardOf(message: Message, max: number): unknown {
  const limit = Math.max(max, 300)
  const title = renderMessage({ ...message, lines: [] }, { markup: 'plain', limit: 300, without: ['link'] })
  const lines = renderMessage(message, { markup: RUNS, limit, without: ['title', 'link'] }).split('\n')
  const { link } = message
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: title,
    body: [
      blockOf([{ text: title, weight: 'bolder', size: 'medium', ...(message.urgent ? { color: 'attention' } : {}) }]),
      ...lines.flatMap((line) => (line ? [blockOf(runsOf(line))] : [])),
    ],
    ...(link ? { actions: [{ type: 'Action.OpenUrl', title: link.label, url: link.url }] } : {}),
    msteams: { width: 'Full' },
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }
  return { type: 'message', attachments: [attachment] }
}

type Run = { readonly text: string; readonly weight?: string; readonly size?: string; readonly color?: string }

function blockOf(runs: readonly Run[]): unknown {
  return { type: 'RichTextBlock', inlines: runs.map((run) => ({ type: 'TextRun', ...run })) }
}

/** Control signs frame what is bold: clean texts have none. */
const RUNS: Writer = {
  text: (raw) => raw,
  bold: (safe) => `\u0001${safe}\u0002`,
  quote: (safe) => `“${safe}”`,
  link: (label) => label,
}

function runsOf(line: string): Run[] {
  return line.split('\u0001').flatMap((piece, i) => {
    const [bold, rest] = i === 0 ? ['', piece] : (piece.split('\u0002') as [string, string])
    return [...(bold ? [{ text: bold, weight: 'bolder' }] : []), ...(rest ? [{ text: rest }] : [])]
  })
}
