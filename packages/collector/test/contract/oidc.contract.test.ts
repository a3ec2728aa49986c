import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { faultsOf, resolveOptions } from '../../src/options/read-options.ts'
import { collectorWith, type TestCollector } from '../support/start.ts'

const stops: (() => unknown)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

interface Issuer {
  readonly url: string
  /** What the next token says beside the usual. */
  claims: object
}

/** An issuer that knows one person, as far as the code flow needs it. */
async function startIssuer(): Promise<Issuer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer.url)
    const reply = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    if (pathname === '/.well-known/openid-configuration') {
      return reply({
        issuer: issuer.url,
        authorization_endpoint: `${issuer.url}/authorize`,
        token_endpoint: `${issuer.url}/token`,
        jwks_uri: `${issuer.url}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    }
    if (pathname === '/jwks')
      return reply({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256', use: 'sig' }] })
    const now = Math.floor(Date.now() / 1000)
    const body = { iss: issuer.url, aud: 'frankly', sub: '1', iat: now, exp: now + 60, ...issuer.claims }
    const text = `${encoded({ alg: 'RS256', kid: '1' })}.${encoded(body)}`
    const token = `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
    return reply({ access_token: 'x', token_type: 'Bearer', id_token: token })
  })
  const issuer: Issuer = { url: '', claims: {} }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  return Object.assign(issuer, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

async function shop(): Promise<{ readonly collector: TestCollector; readonly issuer: Issuer }> {
  const issuer = await startIssuer()
  const staff = { oidc: { issuer: issuer.url, clientId: 'frankly', clientSecret: { env: 'KEY' }, name: 'Shop login' } }
  const collector = await collectorWith({ staff })
  const { accounts } = collector.context
  await accounts.grant({ email: 'anna@shop.example', name: 'Anna' }, { project: '*', role: 'agent' }, 'test')
  return { collector, issuer }
}

const cookieOf = (reply: Response) => ({ cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' })

/** Goes to the issuer; gives what it would send back, and the browser's cookie. */
async function away({ app }: TestCollector, next = '/') {
  const reply = await app.request(`/login/oidc?next=${encodeURIComponent(next)}`)
  const asked = new URL(reply.headers.get('location') ?? '').searchParams
  return { cookie: cookieOf(reply), state: asked.get('state') ?? '', nonce: asked.get('nonce') ?? '', asked }
}

const back = ({ app }: TestCollector, state: string, headers: Record<string, string>) =>
  app.request(`/login/oidc/return?code=c&state=${state}`, { headers })

describe('[F13] [AC15] another sign-in', () => {
  it('only a verified address of an open account signs in, and only the browser that began', async () => {
    const { collector, issuer } = await shop()
    const good = { email: 'Anna@shop.example', email_verified: true }
    const enter = async (claims: object, nonce?: string, state?: string, cookie?: { cookie: string }) => {
      const trip = await away(collector, '/outbox')
      issuer.claims = { ...claims, nonce: nonce ?? trip.nonce }
      return back(collector, state ?? trip.state, cookie ?? trip.cookie)
    }
    const entered = await enter(good)
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/outbox'])
    const session =
      entered.headers
        .getSetCookie()
        .find((each) => each.startsWith('frankly_session='))
        ?.split(';')[0] ?? ''
    expect((await collector.app.request('/v1/responses', { headers: { cookie: session } })).status).toBe(200)
    const other = await away(collector)
    for (const reply of [
      await enter({ ...good, email_verified: false }),
      await enter({ email: good.email }),
      await enter({ email: 'eve@evil.example', email_verified: true }),
      await enter(good, 'another-nonce'),
      await enter(good, undefined, 'another-state'),
      await enter(good, undefined, undefined, { cookie: '' }),
      await enter(good, undefined, undefined, other.cookie),
      await enter({ ...good, aud: 'another-client' }),
      await enter({ ...good, exp: 1 }),
    ]) {
      expect([reply.status, reply.headers.getSetCookie().join()]).toEqual([
        401,
        expect.not.stringContaining('frankly_session'),
      ])
    }
    const account = await collector.store.accounts.byEmail('anna@shop.example')
    await collector.context.accounts.disable(account!.id, true, 'test')
    expect((await enter(good)).status).toBe(401)
  })

  it('asks by code with PKCE; the sign-in page leads there', async () => {
    const { collector } = await shop()
    const { asked } = await away(collector)
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'frankly',
      scope: 'openid email',
      code_challenge_method: 'S256',
      redirect_uri: 'http://localhost/login/oidc/return',
    })
    expect(await (await collector.app.request('/login')).text()).toContain('Sign in with Shop login')
  })

  it('is checked at the start, and is not there without it', () => {
    const faults = (oidc: object) => {
      try {
        const projects = { a: { shop: 'S', origins: [], surveys: [] } }
        resolveOptions({ projects, staff: { oidc } }, { dataDir: '/tmp', baseDir: '/tmp', env: {} })
        return []
      } catch (error) {
        return faultsOf(error).map(({ path }) => path)
      }
    }
    expect(faults({})).toEqual(['staff.oidc.clientId', 'staff.oidc.issuer'])
    expect(faults({ issuer: 'http://login.example', clientId: 'x' })).toEqual(['staff.oidc.issuer'])
    expect(faults({ issuer: 'https://login.example', clientId: 'x', clientSecret: 'clear' })).toEqual([
      'staff.oidc.clientSecret',
    ])
    expect(faults({ issuer: 'https://login.example', clientId: 'x' })).toEqual([])
  })
})
