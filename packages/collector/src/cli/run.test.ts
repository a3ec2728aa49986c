import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { useCli } from '../../test/support/cli.ts'
import { putItem, response } from '../../test/support/items.ts'
import { migrations } from '../store/migrations/index.ts'
import { openStore } from '../store/store.ts'

const frankly = useCli()
let data: string

beforeEach(() => {
  data = frankly.folder
})

const cli = frankly.run

const store = () => openStore({ url: `sqlite:${join(data, 'frankly.sqlite')}`, now: 1 })

describe('frankly', () => {
  it('every command has --help; none at all gives the overview', async () => {
    for (const command of [
      'serve',
      'init',
      'migrate',
      'export',
      'lint',
      'outbox',
      'sign-in',
      'verify',
      'user',
      'token',
      'key',
      'backup',
      'restore',
    ]) {
      const said = await cli(command, '--help')
      expect([said.code, said.out.startsWith(`frankly ${command}`)]).toEqual([0, true])
    }
    expect((await cli()).out).toContain('Each has --help')
  })

  it('unknown commands and flags are misuse', async () => {
    expect(await cli('dance')).toMatchObject({ code: 2, err: expect.stringContaining('"dance"') })
    expect(await cli('serve', '--colour', 'red')).toMatchObject({ code: 2, err: expect.stringContaining('--colour') })
    expect((await cli('export', '--format', 'pdf')).code).toBe(2)
    expect((await cli('lint')).code).toBe(2)
  })

  it('[F2] trouble with ports, files and folders is one sentence without a stack', async () => {
    const config = join(data, 'tea.json')
    await cli('init', '--file', config)
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const taken = await cli('serve', '--config', config, '--port', String(port), '--data', join(data, 'd'))
    other.close()
    const missing = await cli('init', '--file', join(data, 'no', 'such.json'))
    const inFile = await cli('serve', '--config', config, '--port', '0', '--data', join(config, 'd'))
    const isFile = await cli('serve', '--config', config, '--port', '0', '--data', config)
    expect(taken.err).toContain(`127.0.0.1:${port} is taken by another program`)
    expect(missing.err).toContain('its folder is not there; make the folder first')
    for (const { code, out, err } of [taken, missing, inFile, isFile]) {
      expect([code, out, err.match(/\n/g)?.length]).toEqual([1, '', 1])
      expect(err).toMatch(/^frankly (serve|init): .*; (choose|make) [^\n]+\n$/)
    }
  })

  it('[F2] a configuration saved by a Windows editor is read: byte order mark, CRLF', async () => {
    const config = join(data, 'windows.json')
    await cli('init', '--file', config)
    writeFileSync(config, `\uFEFF${readFileSync(config, 'utf8').replaceAll('\n', '\r\n')}`)
    expect(await cli('migrate', '--data', data, '--config', config)).toMatchObject({ code: 0, err: '' })
    const survey = join(data, 'survey.json')
    const { defaultSurvey } = await import('../default-survey.ts')
    writeFileSync(survey, `\uFEFF${JSON.stringify(defaultSurvey)}`)
    expect(await cli('lint', survey)).toMatchObject({ code: 0 })
  })

  it('[F2] init writes nothing that serve would refuse', async () => {
    const wrong = { '--key': 'pk shop', '--origin': 'shop.example', '--shop': '' }
    for (const [flag, value] of Object.entries(wrong)) {
      const said = await cli('init', '--file', join(data, 'wrong.json'), flag, value)
      expect([flag, said.code, said.out]).toEqual([flag, 2, ''])
      expect(said.err).toMatch(/^frankly init: 1 fault\n {2}projects\..*: expected .*\n$/)
    }
    expect(readdirSync(data)).toEqual([])
  })

  it('--version prints the version', async () => {
    expect(await cli('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it('init writes a configuration that serve takes, and leaves an existing file alone', async () => {
    const config = join(data, 'tea.json')
    expect((await cli('init', '--file', config, '--key', 'pk_tea', '--shop', 'Tea & Co')).code).toBe(0)
    expect((await cli('init', '--file', config)).code).toBe(2)
    expect((await cli('migrate', '--data', data, '--config', config)).out).toBe(
      `done: ${migrations.map(({ name }) => name).join(', ')}\n`,
    )
    expect((await cli('migrate', '--data', data, '--config', config)).out).toBe('the store is up to date\n')
  })

  it('[F2] every command reads frankly.config.json of its folder, which init writes; serve without one says what to do', async () => {
    const before = process.cwd()
    process.chdir(data)
    try {
      const none = await cli('serve')
      expect(none).toMatchObject({ code: 2, out: '' })
      expect(none.err).toMatch(
        /^frankly serve: there is no frankly\.config\.json in \S+; write one with "frankly init"\n$/,
      )
      expect(readdirSync(data)).toEqual([])
      expect(await cli('init', '--shop', 'Tea & Co')).toMatchObject({
        code: 0,
        out: 'wrote frankly.config.json: project pk_shop (Tea & Co), sites: loopback\nstaff token: frankly.staff-token (keep it out of version control)\nnext: frankly serve\n',
      })
      expect((await cli('serve', '--port', 'x')).err).toContain('--port: expected a port')
      writeFileSync('frankly.config.json', '{"prot": 1}')
      for (const command of ['serve', 'migrate', 'export', 'outbox list'])
        expect((await cli(...command.split(' '))).err, command).toContain('prot: expected a known setting')
      expect((await cli('serve', '--config', 'other.json')).err).toContain('other.json: expected a readable JSON file')
    } finally {
      process.chdir(before)
    }
  })

  it('lint names path, found and wanted', async () => {
    const good = join(data, 'good.json')
    const bad = join(data, 'bad.json')
    const { defaultSurvey } = await import('../default-survey.ts')
    writeFileSync(good, JSON.stringify(defaultSurvey))
    writeFileSync(bad, JSON.stringify({ ...defaultSurvey, version: 'two' }))
    expect(await cli('lint', good)).toMatchObject({ code: 0, out: `${good}: good\n` })
    expect(await cli('lint', good, bad)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/bad\.json: version: expected .*, got "two"/),
    })
    writeFileSync(bad, '{')
    expect((await cli('lint', bad)).out).toContain('not readable as JSON')
  })

  it('[F5] lint refuses a link behind a score and warns of one behind a tag', async () => {
    const file = join(data, 'gate.json')
    const { defaultSurvey } = await import('../default-survey.ts')
    const [first] = defaultSurvey.pages
    const linkBehind = (showIf: unknown) => {
      const link = { kind: 'statement', id: 'link', text: 'Review us: [here](https://reviews.example.com)', showIf }
      const pages = [first, { id: 'link_page', questions: [link] }]
      writeFileSync(file, JSON.stringify({ ...defaultSurvey, offerMoreBefore: undefined, pages }))
    }
    const { id } = first!.questions.find(({ kind }) => kind === 'rating')!
    linkBehind({ left: { answer: id }, op: 'gte', right: 4 })
    const refused = await cli('lint', file)
    expect(refused.code).toBe(1)
    expect(refused.out).toMatch(/pages\[1\]\.questions\[0\]\.showIf: expected .* for everybody, whatever they answered/)
    linkBehind({ left: { context: 'tags.mood' }, op: 'eq', right: 'happy' })
    expect((await cli('lint', file)).out).toContain('got "tags.mood" (make sure that it is not set by score)')
  })

  it('lint names clumsy wording too: loaded and double questions, fault before praise', async () => {
    const file = join(data, 'wording.json')
    const questions = [
      { kind: 'text', id: 'fix', asks: 'fault', text: 'What should we fix?' },
      { kind: 'rating', id: 'rate', scale: 'csat5', text: 'How great was our speed and price?' },
    ]
    const survey = {
      schema: 1,
      id: 'x',
      version: 1,
      title: 'x',
      defaultLocale: 'en',
      locales: ['en'],
      touchpoint: 'checkout',
    }
    writeFileSync(file, JSON.stringify({ ...survey, pages: [{ id: 'p', questions }] }))
    const { code, out } = await cli('lint', file)
    expect(code).toBe(1)
    expect(out).toMatch(/pages\[0\]\.questions\[0\]: expected .*praise/)
    expect(out).toMatch(/questions\[1\]\.text: expected a question that suggests no answer/)
    expect(out).toMatch(/questions\[1\]\.text: expected one idea in one question/)
  })

  it('export writes stable columns, no formula, and reads beside a running collector', async () => {
    const open = await store()
    const text = '=HYPERLINK("http://x"),\nsecond line'
    await open.put([
      putItem(response(1, { answers: { rate: { kind: 'rating', value: 2 }, fix: { kind: 'text', text } } })),
      putItem(response(2, { answers: {} })),
    ])
    const config = fileURLToPath(new URL('../../../../examples/shop/frankly.config.json', import.meta.url))
    const csv = (await cli('export', '--data', data, '--config', config)).out
    const lines = csv.split('\r\n')
    expect(lines[0]).toMatch(
      /^project,response_id,revision,survey_id,survey_version,status,lane,test,quarantine,received_at,occurred_at,locale,touchpoint,order_id,question_id,question,kind,answer,answer_json,mode,severity/,
    )
    expect(lines[1]).toContain('rate,How did ordering go?,rating,2 · Badly,')
    expect(csv).toContain(`"'=HYPERLINK(""http://x""),\nsecond line"`)
    const file = join(data, 'out.ndjson')
    expect((await cli('export', '--data', data, '--format', 'ndjson', '--out', file)).code).toBe(0)
    const rows = readFileSync(file, 'utf8').trim().split('\n')
    expect(rows.map((row) => JSON.parse(row).response.id)).toEqual([response(1).id, response(2).id])
    await open.close()
  })

  it('[F18] an exported file is for its owner alone, in the separator asked for; a wrong folder or project is named and makes nothing', async () => {
    const open = await store()
    await open.put([putItem(response(1, { answers: { fix: { kind: 'text', text: 'a;=1+1' } } }))])
    const file = join(data, 'out.csv')
    writeFileSync(file, 'was readable', { mode: 0o644 })
    expect((await cli('export', '--data', data, '--out', file, '--separator', ';', '--bom')).code).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const text = readFileSync(file, 'utf8')
    expect(text.startsWith('\uFEFFproject;response_id;')).toBe(true)
    expect(text).toContain(`"a;'=1+1"`)
    const nowhere = join(data, 'nowhere')
    const wrong = await cli('export', '--data', nowhere)
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining(`there is no store at ${nowhere}`) })
    expect(wrong.err.trim().split('\n')).toHaveLength(1)
    expect(existsSync(nowhere)).toBe(false)
    expect(await cli('export', '--data', data, '--project', 'pk_none')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('no project "pk_none"'),
    })
    expect((await cli('export', '--data', data, '--separator', 'x')).code).toBe(2)
    await open.close()
  })

  it('[F20] quarantine lists held answers with the reason, and lets them go or deletes them, one or all', async () => {
    const open = await store()
    await open.put([1, 2, 3].map((n) => putItem(response(n), { quarantine: n === 3 ? 'too_fast' : 'honeypot' })))
    const listed = await cli('quarantine', 'list', '--data', data)
    expect(listed.out.split('\n').filter((line) => line.includes('honeypot'))).toHaveLength(2)
    expect(listed.err).toContain('3 held')
    const one = ['--data', data, '--project', 'pk_demo', '--id', response(1).id]
    expect(await cli('quarantine', 'release', ...one)).toMatchObject({ code: 0, out: '1 released\n' })
    expect(await cli('quarantine', 'release', ...one)).toMatchObject({ code: 1, out: '0 released\n' })
    expect((await cli('quarantine', 'discard', '--data', data, '--reason', 'honeypot')).out).toBe('1 discarded\n')
    expect((await cli('quarantine', 'release', '--data', data)).code).toBe(2)
    expect((await cli('quarantine', 'release', '--data', data, '--all')).out).toBe('1 released\n')
    expect((await open.responses({ limit: 9 })).map(({ id, quarantine }) => [id, quarantine])).toEqual(
      [1, 3].map((n) => [response(n).id, undefined]),
    )
    await open.close()
  })

  it('[VF6] verify compares with the chain, and with a root that is kept elsewhere; exit code 1 when anything was changed', async () => {
    const open = await store()
    const root = join(data, 'root.json')
    await open.put([putItem(response(1)), putItem(response(2))])
    const sound = await cli('verify', '--data', data, '--save-root', root)
    expect(sound).toMatchObject({ code: 0, out: 'all as it was written: 1 links, 2 responses\n' })
    expect(await cli('verify', '--data', data, '--root', root)).toMatchObject({
      code: 0,
      out: `all as it was written: 1 links, 2 responses, and against ${root}\n`,
    })
    const database = new DatabaseSync(join(data, 'frankly.sqlite'))
    database.exec('delete from chain_links; delete from chain_heads; delete from responses')
    database.close()
    expect((await cli('verify', '--data', data)).code).toBe(0)
    const cut = await cli('verify', '--data', data, '--root', root)
    expect(cut).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^cut-off .*ends at link 0, the root names link 1/),
    })
    writeFileSync(root, '{}')
    expect(await cli('verify', '--data', data, '--root', root)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`--root: ${root} is no root`),
    })
    expect((await cli('verify', '--data', data, '--project', 'pk_none')).code).toBe(2)
    await open.close()
  })

  it('[I18] migrate beside a running collector is refused with the reason', async () => {
    const open = await store()
    expect(await cli('migrate', '--data', data)).toMatchObject({
      code: 1,
      err: expect.stringContaining('another Frankly process is using'),
    })
    await open.close()
  })
})
