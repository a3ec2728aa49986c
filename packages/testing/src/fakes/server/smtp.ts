import type { AddressInfo, Socket } from 'node:net'
import { createSmtpAdapter } from '@frankly/adapters/smtp'
import { DELIVERY_TYPES, type FakeControl, type FakeMode } from '@frankly/adapters/testing'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { DestinationCase } from '../base.ts'

const PASSWORD = 'mail-password-0123'
const FROM = 'feedback@shop.example'
const TO = 'team@shop.example'

/** What is wrong with a mail. */
async function faultsOf(
  raw: string,
): Promise<{ readonly faults: string[]; readonly key: string; readonly seen: string }> {
  const mail = await PostalMime.parse(raw)
  const header = (name: string): string => mail.headers.find(({ key }) => key === name)?.value ?? ''
  const demands: [unknown, string][] = [
    [mail.from?.address === FROM, `from ${mail.from?.address}`],
    [mail.to?.length === 1 && mail.to[0]?.address === TO, 'to'],
    [/^<[\w.-]+@shop\.example>$/.test(mail.messageId ?? ''), `message-id ${mail.messageId}`],
    [mail.subject && mail.subject.length <= 200, 'subject'],
    [mail.text?.trim() && mail.html?.trim(), 'no text or no HTML'],
    [header('auto-submitted') === 'auto-generated', 'auto-submitted'],
    [!header('x-injected'), 'a customer wrote a header'],
    [!/<(?!\/?(html|body|b|blockquote|a|br|!doctype)\b)/.test(mail.html ?? ''), 'a customer wrote HTML'],
    [raw.split('\r\n').every((line) => line.length <= 998), 'a line over 998'],
  ]
  return {
    faults: demands.filter(([holds]) => !holds).map(([, words]) => words),
    key: mail.messageId ?? '',
    // Without the raw lines, in which the boundary between its parts is new each time.
    seen: JSON.stringify({
      ...mail,
      headerLines: [],
      headers: mail.headers.filter(({ key }) => key !== 'content-type'),
    }),
  }
}

/** A real mail server (smtp-server) that wants a password and takes mail for one address. */
async function startMail(): Promise<FakeControl & { readonly port: number }> {
  const modes: FakeMode[] = []
  const stored: { key: string; raw: string }[] = []
  const faults: string[] = []
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'frankly' && password === PASSWORD ? done(null, { user: username }) : done(new Error('no')),
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const mode = modes.shift() ?? 'ok'
        const say = (responseCode: number, text: string): void => done(Object.assign(new Error(text), { responseCode }))
        if (mode === 'hang') return
        if (mode === 'busy' || mode === 'down') return say(451, '4.3.2 Try again later')
        if (mode === 'refuse') return say(550, `5.7.1 Refused, ${PASSWORD}`)
        void faultsOf(Buffer.concat(parts).toString()).then((mail) => {
          faults.push(...mail.faults)
          stored.push({ key: mail.key, raw: mail.seen })
          if (mode !== 'reset-after') return done()
          for (const socket of sockets) socket.destroy()
        })
      })
    },
  })
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    next: (...more) => void modes.push(...more),
    stored,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** A mail server. */
export const smtp: DestinationCase = {
  name: 'smtp',
  type: 'case.opened',
  refusal: 'smtp_550',
  secrets: [PASSWORD],
  without: { 'own word': '250 is its only yes', '429 with floor': '4yz names no time' },
  start: async (timeoutMs) => {
    const fake = await startMail()
    const transport = createSmtpAdapter({
      host: '127.0.0.1',
      port: fake.port,
      requireTls: false,
      auth: { user: 'frankly', password: PASSWORD },
      from: FROM,
      to: TO,
      contact: true,
      on: DELIVERY_TYPES,
      timeoutMs,
    })
    return { fake, transport }
  },
}
