import type { KnownBlock } from '@slack/types'
import type { Message } from './message.ts'
import { renderMessage } from './render-text.ts'

/** What goes to a Slack webhook. */
export interface SlackMessage {
  /** For notifications, where no blocks are shown. */
  readonly text: string
  readonly blocks: SlackBlock[]
}

/** The two blocks in use; the compiler holds them against Slack's own types below. */
export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: boolean } }
  | { type: 'section'; text: { type: 'mrkdwn'; text: string; verbatim: boolean } }

/** Limits: header 150 characters of plain text, section 3000 of mrkdwn. */
export function slackMessage(message: Message): SlackMessage {
  const slack = { markup: 'slack' as const, limit: 3000 }
  const plain = renderMessage({ ...message, lines: [] }, { markup: 'plain', limit: 150, without: ['link'] })
  // A header is plain text, but nobody should have to rely on it: no sign that could begin a mention.
  const title = plain.replace(/</g, '‹').replace(/>/g, '›')
  const body = renderMessage(message, { ...slack, without: ['title', 'link'] })
  const link = message.link && renderMessage({ ...message, title: '', lines: [] }, { ...slack, without: ['title'] })
  return {
    text: renderMessage({ ...message, lines: [] }, { ...slack, limit: 300 }),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
      ...[body, link].flatMap((text) => (text ? [section(text)] : [])),
    ] satisfies KnownBlock[],
  }
}

/** `verbatim`: no address or name is made into a link or mention by itself. */
function section(text: string): SlackBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }
}
