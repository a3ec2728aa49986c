import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hashPassword } from '../../src/access/passwords.ts'
import { run } from '../../src/cli/run.ts'
import { setUpLink } from '../../src/cli/sign-in-link.ts'
import { asStaff, collectorWith, type TestCollector } from '../support/start.ts'

const folders: string[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const PASSWORD = 'three plain words and more'
const post = (
  { app }: TestCollector,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) => app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) })
const cookieOf = (reply: Response) => ({ cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' })
const secretIn = (url: string) => url.split('#link=')[1] ?? ''
const chosen = { password: PASSWORD, again: PASSWORD }
const login = (collector: TestCollector, email: string, password: string = PASSWORD) =>
  post(collector, '/login', { email, password })

/** Somebody with a role and a password. */
async function person(
  collector: TestCollector,
  email: string,
  role: 'owner' | 'agent',
  project: string,
): Promise<string> {
  const { accounts } = collector.context
  const { account, link } = await accounts.grant({ email, name: email.split('@')[0]! }, { project, role }, 'test')
  if (link) await accounts.choose(link, PASSWORD)
  return account.id
}

const isIn = async ({ app }: TestCollector, headers: { readonly cookie: string }) =>
  (await app.request('/v1/responses', { headers })).status === 200

describe('[F13] [AC4] the first account', () => {
  it('the link of the set-up makes one owner, once, within an hour', async () => {
    const collector = await collectorWith({ staff: {} })
    const link = async () => secretIn(await setUpLink(collector.store, {}, 'http://x'))
    const first = { name: 'Olga', email: 'Olga@Shop.example', ...chosen }
    expect((await collector.app.request('/login')).status).toBe(503)
    const weak = await post(collector, '/welcome', { ...first, link: await link(), password: 'short', again: 'short' })
    expect(weak.status).toBe(422)
    // The link of the console is by the real clock, this one by the test's.
    const setUp = await collector.context.passes.make('setup')
    const late = await collector.context.passes.make('setup')
    const spare = await collector.context.passes.make('setup')
    expect((await post(collector, '/welcome', { ...first, link: 'A'.repeat(43) })).status).toBe(401)
    const [one, two] = await Promise.all(
      [setUp, setUp].map((each) => post(collector, '/welcome', { ...first, link: each })),
    )
    expect([one!.status, two!.status].toSorted()).toEqual([303, 401])
    expect(await isIn(collector, cookieOf(one!.status === 303 ? one! : two!))).toBe(true)
    // There is an account now: the page asks for nothing else than a password.
    expect((await post(collector, '/welcome', { ...first, email: 'eve@evil.example', link: spare })).status).toBe(401)
    expect((await collector.store.accounts.list()).map(({ email, roles }) => [email, roles])).toEqual([
      ['olga@shop.example', [{ project: '*', role: 'owner' }]],
    ])
    const empty = await collectorWith({ staff: {} })
    const old = await empty.context.passes.make('setup')
    empty.wait(3_600_000)
    expect((await post(empty, '/welcome', { ...first, link: old })).status).toBe(401)
    expect(late).not.toBe(spare)
  })
})

describe('[F14] [AC5] passwords', () => {
  it('a wrong password, an unknown address and a closed account look alike', async () => {
    const collector = await collectorWith({ trustedProxies: ['127.0.0.1'] })
    await person(collector, 'anna@shop.example', 'agent', 'pk_demo')
    const told = async (email: string, password?: string) => {
      const reply = await login(collector, email, password)
      return [reply.status, await reply.text()]
    }
    const wrong = await told('anna@shop.example', 'not the password')
    expect(wrong).toEqual([401, expect.stringContaining('do not belong together')])
    expect(await told('nobody@shop.example')).toEqual(wrong)
    // Each range of addresses has ten guesses; the account has ten for all.
    for (let i = 0; i < 8; i++) await told('anna@shop.example', `guess ${i}`)
    collector.wait(3_600_000)
    await told('anna@shop.example', 'the tenth')
    expect(await told('anna@shop.example')).toEqual(wrong)
    const link = await collector.context.passes.make(
      'link',
      (await collector.store.accounts.byEmail('anna@shop.example'))!.id,
    )
    expect((await post(collector, '/login', { link })).status).toBe(303)
    collector.wait(15 * 60_000)
    expect((await login(collector, 'anna@shop.example')).status).toBe(303)
    const log = await collector.store.audit.read({ limit: 50 })
    expect(log.map(({ action }) => action)).toContain('account.locked')
    expect(JSON.stringify([log, collector.lines])).not.toMatch(/guess|three plain words/)
  })

  it('is kept as argon2id, and nothing of it is anywhere in the store', async () => {
    const collector = await collectorWith()
    const id = await person(collector, 'anna@shop.example', 'agent', 'pk_demo')
    const account = await collector.store.accounts.byId(id)
    expect(account?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hashPassword(PASSWORD)).not.toBe(account?.password)
  })
})

describe('[F13] [AC6] sessions of accounts', () => {
  it('a new password ends all but the one that changed it; closing the account ends that too', async () => {
    const collector = await collectorWith()
    const id = await person(collector, 'anna@shop.example', 'agent', 'pk_demo')
    const one = cookieOf(await login(collector, 'anna@shop.example'))
    const two = cookieOf(await login(collector, 'anna@shop.example'))
    const fields = { old: PASSWORD, password: 'four other plain words', again: 'four other plain words' }
    expect((await post(collector, '/account', { ...fields, old: 'wrong' }, one)).status).toBe(401)
    expect((await post(collector, '/account', { ...fields, again: 'x' }, one)).status).toBe(422)
    const changed = await post(collector, '/account', fields, one)
    expect(changed.status).toBe(303)
    expect([await isIn(collector, one), await isIn(collector, two), await isIn(collector, cookieOf(changed))]).toEqual([
      false,
      false,
      true,
    ])
    expect((await login(collector, 'anna@shop.example')).status).toBe(401)
    await collector.context.accounts.disable(id, true, 'test')
    expect(await isIn(collector, cookieOf(changed))).toBe(false)
    expect((await login(collector, 'anna@shop.example', 'four other plain words')).status).toBe(401)
  })

  it('sign out everywhere ends the sessions of this account, not of others', async () => {
    const collector = await collectorWith()
    await person(collector, 'anna@shop.example', 'agent', 'pk_demo')
    await person(collector, 'boris@shop.example', 'agent', 'pk_demo')
    const [anna, also, boris] = [
      cookieOf(await login(collector, 'anna@shop.example')),
      cookieOf(await login(collector, 'anna@shop.example')),
      cookieOf(await login(collector, 'boris@shop.example')),
    ]
    expect((await post(collector, '/logout', { everywhere: 'yes' }, anna)).status).toBe(303)
    expect([await isIn(collector, anna), await isIn(collector, also), await isIn(collector, boris)]).toEqual([
      false,
      false,
      true,
    ])
  })
})

describe('[F13] [AC7] who looks after accounts', () => {
  it('who looks after one project touches no account of another', async () => {
    const project = { shop: 'S', origins: ['*'], surveys: [] }
    const collector = await collectorWith({ projects: { pk_demo: project, pk_other: project } })
    await person(collector, 'olga@shop.example', 'owner', 'pk_demo')
    const shared = await person(collector, 'anna@shop.example', 'agent', 'pk_demo')
    await person(collector, 'anna@shop.example', 'owner', 'pk_other')
    const foreign = await person(collector, 'eve@other.example', 'agent', 'pk_other')
    const headers = { ...cookieOf(await login(collector, 'olga@shop.example')), 'content-type': 'application/json' }
    const ask = async (method: string, path: string, body?: object) => {
      const reply = await collector.app.request(path, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return [reply.status, await reply.text()] as const
    }
    const [, listed] = await ask('GET', '/v1/accounts')
    expect(listed).not.toMatch(/other/)
    for (const id of [shared, foreign]) {
      for (const what of ['link', 'disable', 'sign-out'])
        expect((await ask('POST', `/v1/accounts/${id}/${what}`))[0]).toBe(404)
      expect((await ask('DELETE', `/v1/accounts/${id}?project=pk_other`))[0]).toBe(403)
    }
    const eve = { email: 'eve@evil.example', name: 'Eve', role: 'owner' }
    for (const other of ['pk_other', '*'])
      expect((await ask('POST', '/v1/accounts', { ...eve, project: other }))[0]).toBe(403)
    const [status, told] = await ask('POST', '/v1/accounts', { ...eve, project: 'pk_demo', role: 'agent' })
    expect([status, JSON.parse(told)]).toEqual([
      200,
      expect.objectContaining({ link: expect.stringContaining('/welcome#link=') }),
    ])
    const scoped = { name: 'x', project: 'pk_demo', role: 'owner', scopes: ['access:write'] }
    expect((await ask('POST', '/v1/tokens', scoped))[0]).toBe(400)
  })

  it('the last owner of everything cannot go', async () => {
    const collector = await collectorWith()
    const id = await person(collector, 'olga@shop.example', 'owner', '*')
    const reply = await collector.app.request(`/v1/accounts/${id}?project=*`, { method: 'DELETE', headers: asStaff })
    expect([reply.status, await reply.text()]).toEqual([422, expect.stringContaining('last owner')])
  })
})

describe('[AC8] the commands', () => {
  it('frankly user and frankly token work beside a running collector', async () => {
    const data = mkdtempSync(join(tmpdir(), 'frankly-accounts-'))
    folders.push(data)
    const collector = await collectorWith({ store: `sqlite:${join(data, 'frankly.sqlite')}` }, {}, Date.now())
    let said = ''
    let complained = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += text
      return true
    })
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      complained += text
      return true
    })
    const frankly = async (...args: string[]) => {
      said = ''
      const code = await run([...args, '--data', data])
      return [code, said] as const
    }
    const [added, text] = await frankly('user', 'add', 'anna@shop.example', '--name', 'Anna', '--role', 'agent')
    expect([added, text]).toEqual([0, expect.stringContaining('anna@shop.example is agent of all projects')])
    const welcome = await post(collector, '/welcome', { link: secretIn(text).trim(), ...chosen })
    expect([welcome.status, await isIn(collector, cookieOf(welcome))]).toEqual([303, true])
    expect((await frankly('user', 'list'))[1]).toBe('anna@shop.example  Anna  agent of *\n')
    const [, token] = await frankly('token', 'add', 'till', '--role', 'agent', '--scope', 'responses:read')
    const headers = { authorization: `Bearer ${token.trim()}` }
    expect((await collector.app.request('/v1/responses', { headers })).status).toBe(200)
    const [, line] = await frankly('token', 'list')
    expect(line).toMatch(/^\S+ {2}till {2}agent of \* \(responses:read\) {2}last used 20/)
    expect((await frankly('token', 'end', line.split(' ')[0]!))[0]).toBe(0)
    expect((await collector.app.request('/v1/responses', { headers })).status).toBe(401)
    expect((await frankly('user', 'disable', 'anna@shop.example'))[0]).toBe(0)
    expect(await isIn(collector, cookieOf(welcome))).toBe(false)
    const config = join(data, 'frankly.config.json')
    const linkWith = async (listens: object, ...args: string[]) => {
      const projects = { pk_demo: { shop: 'Shop', origins: ['loopback'], surveys: [] } }
      writeFileSync(config, JSON.stringify({ ...listens, projects }))
      return (await frankly(...args, '--config', config))[1]
    }
    const add = (name: string) => ['user', 'add', `${name}@shop.example`, '--role', 'agent']
    const linkOf = ['user', 'link', 'boris@shop.example']
    expect(await linkWith({ port: 9123 }, ...add('boris'))).toContain(': http://127.0.0.1:9123/welcome#link=')
    expect(await linkWith({ port: 9123, host: '0.0.0.0' }, ...linkOf)).toMatch(/^http:\/\/127\.0\.0\.1:9123\/welcome#/)
    expect(await linkWith({ port: 9123 }, ...linkOf, '--port', '9124', '--host', '::')).toMatch(
      /^http:\/\/\[::1\]:9124\//,
    )
    const publicUrl = 'https://feedback.shop.example'
    expect(await linkWith({ port: 0, publicUrl }, ...linkOf)).toMatch(/^https:\/\/feedback\.shop\.example\/welcome#/)
    expect(await linkWith({ port: 0 }, ...linkOf)).toBe('')
    expect(await linkWith({ port: 0 }, ...add('clara'))).toBe('')
    expect(complained).toContain(
      'port: got 0, any free one, wanted the one that the collector took: name it with --port',
    )
    expect((await frankly('user', 'list'))[1]).not.toContain('clara')
    for (const wrong of [
      ['user', 'add', 'anna'],
      ['user', 'add', 'anna', '--role', 'boss'],
      ['user', 'add', 'no address', '--role', 'agent'],
      ['user', 'link', 'nobody@shop.example'],
      ['user', 'add', 'a@b.example', '--role', 'agent', '--project', 'pk_nowhere'],
      ['token', 'add', 'x', '--role', 'agent', '--scope', 'access:write'],
      ['token', 'end', 'x'],
    ])
      expect((await frankly(...wrong))[0], wrong.join(' ')).toBe(2)
  })
})
