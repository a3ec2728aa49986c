import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { need } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { contactOf } from '../shared/flat-answers.ts'
import { within } from '../shared/kept-connection.ts'
import { type Message, messageOf } from '../shared/message.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_CHATS } from '../shared/news.ts'
import { delivered, refusal, retry } from '../shared/outcome.ts'
import { renderMessage } from '../shared/render-text.ts'

/** Options of {@link createSmtpAdapter}. @public */
export interface SmtpAdapterOptions extends Omit<MessageOptions, 'fetch'> {
  /** Name of the mail server. */
  readonly host: string
  /** Default 587; 465 begins with TLS at once. */
  readonly port?: number
  /** The secret. Without: the server lets us send as we are. */
  readonly auth?: { readonly user: string; readonly password: string }
  /** Address of the sender. */
  readonly from: string
  /** Address of the shop's own people. For several: a list at your mail server, or one adapter each in `fanOut`. */
  readonly to: string
  /** Refuse to send over a line that is not encrypted? Default `true`. */
  readonly requireTls?: boolean
}

/** Where it is not installed this file can be imported all the same; making an adapter then says what is missing. */
const createTransport = await import('nodemailer').then(
  (library) => library.createTransport,
  () => undefined,
)

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/
/**
 * An address that may stand in a header: the part before the sign must be ASCII, since nothing encodes it (RFC 5322 3.4.1; RFC
 * 6532 needs every server on the way). One that is not stands in the text alone. nodemailer writes the domain as RFC 5890 wants.
 */
const MAILBOX = /^[\x21-\x3f\x41-\x7e]+@[^\s@<>,;]+$/

/**
 * Sends a mail, text and HTML. Its `Message-ID` is made of the delivery's id, so that a mailbox which knows it drops a
 * repeat; mails of one case stand in one thread. 4yz is a retry, 5yz final. With `contact`, `Reply-To` is the customer.
 * Default events: `bad-news`, `case.opened`, `praise.created`. Needs the package `nodemailer` beside it.
 * @see RFC 5321 4.2.1 (replies), RFC 3834 5 (`Auto-Submitted`)
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createSmtpAdapter(options: SmtpAdapterOptions): ServerAdapter {
  return defineServerAdapter('smtp', () => {
    const wanted = 'the package "nodemailer" beside @frankly/adapters'
    need(createTransport, 'nodemailer', undefined, wanted, 'npm install nodemailer')
    const { host, port = 587, auth, from, to, timeoutMs = 15_000, requireTls = true } = options
    need(/^[\w.:-]+$/.test(String(host)), 'host', host, 'the name of a mail server')
    need(Number.isInteger(port) && port > 0 && port < 65_536, 'port', port, '1 to 65535')
    need(ADDRESS.test(String(from)), 'from', from, 'an address')
    need(ADDRESS.test(String(to)), 'to', to, 'one address')
    need(!auth || (auth.user && auth.password), 'auth', '(secret)', '{ user, password }')
    const secure = port === 465
    const transport = createTransport({
      host,
      port,
      secure,
      requireTLS: requireTls && !secure,
      ...(auth ? { auth: { user: auth.user, pass: auth.password } } : {}),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const secrets = auth ? [auth.password] : []
    return {
      ...messageSpec(options, FOR_CHATS),
      hosts: [host],
      send: async (delivery, signal) => {
        const message = messageOf(delivery, options.locale)
        const mail = { from, to, ...headersOf(delivery, from), ...partsOf(message) }
        try {
          // nodemailer has no signal: what takes too long is left alone.
          await within(timeoutMs, signal, transport.sendMail(mail))
          return delivered()
        } catch (cause) {
          return errorOutcome(cause, secrets)
        }
      },
    }
  })
}

function errorOutcome(cause: unknown, secrets: readonly string[]): SendOutcome {
  const { responseCode, response, message } = cause as { responseCode?: number; response?: string; message?: string }
  if (!responseCode || responseCode < 500) return retry(cause)
  return refusal(`smtp_${responseCode}`, response ?? message, secrets)
}

function headersOf(delivery: Delivery, from: string): Record<string, unknown> {
  const domain = from.split('@')[1]!
  const named = (id: string): string => `<${id.replace(/[^\w.-]/g, '_')}@${domain}>`
  const thread = 'case' in delivery.data ? named(`case.${delivery.data.case.id}`) : undefined
  const { email } = contactOf(delivery)
  return {
    messageId: named(delivery.id),
    date: new Date(delivery.occurredAt),
    ...(thread ? { inReplyTo: thread, references: thread } : {}),
    ...(email && MAILBOX.test(email) ? { replyTo: { name: '', address: email } } : {}),
    ...(delivery.lane === 'urgent' ? { priority: 'high' } : {}),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}

/** Longer mails are read by nobody, and some servers take no more than 1 MB. */
const LIMIT = 50_000

function partsOf(message: Message): { subject: string; text: string; html: string } {
  const plain = { markup: 'plain' as const, limit: LIMIT }
  const html = renderMessage(message, { markup: 'html', limit: LIMIT })
  return {
    subject: renderMessage({ ...message, lines: [] }, { ...plain, limit: 200, without: ['link'] }),
    text: renderMessage(message, plain),
    html: `<!doctype html><html><body>${html.replace(/\n/g, '<br>\n')}</body></html>`,
  }
}
