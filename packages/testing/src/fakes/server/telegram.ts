import { createTelegramAdapter } from '@frankly/adapters/telegram'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'

/** What Telegram's HTML knows, each tag closed. */
function wellFormed(html: string): boolean {
  const open: string[] = []
  const rest = html.replace(/<(\/?)(b|blockquote|a)( href="[^"<>]*")?>/g, (_, close: string, tag: string) => {
    if (!close) open.push(tag)
    else if (open.pop() !== tag) open.push('!')
    return ''
  })
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!lt;|gt;|amp;|quot;|#\d+;)/.test(rest)
}

/** Telegram's Bot API. */
export const telegram: DestinationCase = httpCase(
  'telegram',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, `/bot${TOKEN}/sendMessage`, 'telegram'),
        [
          wellFormed((request.json as { text?: string } | undefined)?.text ?? ''),
          400,
          { ok: false, error_code: 400, description: 'Bad Request: can’t parse entities' },
        ],
      ]),
    ok: () => ({ status: 200, body: { ok: true, result: { message_id: 1, date: 1, chat: { id: -1001 } } } }),
    busy: (seconds) => ({
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: `Too Many Requests: retry after ${seconds}`,
        parameters: { retry_after: seconds },
      },
    }),
    down: { status: 502, body: { ok: false, error_code: 502, description: 'Bad Gateway' } },
    refuse: {
      status: 403,
      body: { ok: false, error_code: 403, description: `Forbidden: bot${TOKEN} was kicked from the group chat` },
    },
    word: { status: 200, body: { ok: false } },
  },
  (url, timeoutMs) => createTelegramAdapter({ token: TOKEN, chatId: -1001, host: url, on: DELIVERY_TYPES, timeoutMs }),
  { type: 'case.opened', refusal: 'http_403', word: 'retry', repeats: 'twice', secrets: [TOKEN] },
)
