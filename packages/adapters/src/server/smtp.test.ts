import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { send } from '../../test/support/wire.ts'
import { sampleDelivery } from '../testing/samples.ts'
import { createSmtpAdapter, type SmtpAdapterOptions } from './smtp.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A mail server that says the same to each verb; gives what it heard. */
async function scripted(replies: Readonly<Record<string, string>>) {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    let inData = false
    socket.write('220 mail ESMTP\r\n')
    socket.on('data', (part) => {
      for (const line of part.toString().split('\r\n').filter(Boolean)) {
        heard.push(line)
        if (inData && line !== '.') continue
        const verb = inData ? '.' : line.split(' ')[0]!.toUpperCase()
        inData = verb === 'DATA'
        socket.write(`${replies[verb] ?? (inData ? '354 go on' : '250 ok')}\r\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  const make = (options: Partial<SmtpAdapterOptions> = {}) =>
    createSmtpAdapter({
      host: '127.0.0.1',
      port,
      from: 'a@shop.example',
      to: 'b@shop.example',
      requireTls: false,
      ...options,
    })
  return { heard, make }
}

const auth = { user: 'shop', password: 'mail-password' }

describe('SMTP', () => {
  it('a line that cannot be encrypted gets neither password nor mail, unless allowed', async () => {
    const { heard, make } = await scripted({ EHLO: '250-mail\r\n250 AUTH PLAIN LOGIN' })
    expect(await send(make({ requireTls: true, auth }))).toMatchObject({ status: 'retry' })
    expect(heard.join()).not.toMatch(/AUTH|MAIL FROM/)
  })
  it('a wrong password is a refusal that does not show it', async () => {
    const { make } = await scripted({ EHLO: '250-mail\r\n250 AUTH PLAIN', AUTH: '535 5.7.8 not mail-password' })
    const outcome = await send(make({ auth }))
    expect(outcome).toMatchObject({ status: 'rejected', code: 'smtp_535' })
    expect(JSON.stringify(outcome)).not.toContain('mail-password')
  })
  it.each([
    ['MAIL', '421 4.3.2 closing', { status: 'retry' }],
    ['RCPT', '450 4.2.1 mailbox busy', { status: 'retry' }],
    ['RCPT', '550 5.1.1 nobody here', { status: 'rejected', code: 'smtp_550' }],
    ['.', '452 4.3.1 no room', { status: 'retry' }],
    ['.', '552 5.3.4 too large', { status: 'rejected', code: 'smtp_552' }],
    ['.', '250 2.0.0 queued', { status: 'delivered' }],
  ])('%s: %s', async (verb, reply, outcome) => {
    const { make } = await scripted({ [verb]: reply })
    expect(await send(make())).toMatchObject(outcome)
  })
  it('mails of one case stand in one thread; the customer’s address only by option', async () => {
    const { heard, make } = await scripted({})
    await send(make(), 'case.opened')
    await send(make({ contact: true, on: ['case.updated'] }), 'case.updated')
    const mails = heard.join('\n').replace(/\n(?=[ \t])/g, '')
    expect(mails.match(/^References: <case\.case-1@shop\.example>$/gm)).toHaveLength(2)
    expect(new Set(mails.match(/^Message-ID: .*$/gm))).toHaveLength(2)
    expect(mails.match(/^Reply-To: ann@example\.com$/gm)).toHaveLength(1)
  })
  it('nobody there, or a call taken back, is a retry', async () => {
    const { make } = await scripted({ EHLO: '' })
    expect(await send(make({ timeoutMs: 200 }))).toMatchObject({ status: 'retry' })
    const taken = AbortSignal.abort()
    expect(await make().send(sampleDelivery('case.opened'), taken)).toMatchObject({ status: 'retry' })
  })
  it('a wrong option is told at once', () => {
    const right = { host: 'mail.shop.example', from: 'a@shop.example', to: 'b@shop.example' }
    for (const wrong of [
      { host: 'a b' },
      { port: 0 },
      { from: 'a' },
      { to: 'a@b, c@d' },
      { auth: { user: '', password: 'x' } },
    ])
      expect(() => createSmtpAdapter({ ...right, ...wrong })).toThrowError(
        expect.objectContaining({ code: 'option-invalid' }),
      )
  })
})
