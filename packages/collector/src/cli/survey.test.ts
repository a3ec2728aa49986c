import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { useCli } from '../../test/support/cli.ts'
import { survey } from '../../test/support/start.ts'
import { openStore } from '../store/store.ts'
import { lookAtStore } from './doctor/machine.ts'
import { loadOptions } from './load-options.ts'

const frankly = useCli()
let data: string

beforeEach(async () => {
  data = frankly.folder
  await (await openStore({ url: `sqlite:${join(data, 'frankly.sqlite')}`, now: 1 })).close()
  configure('purchase.json')
  define(survey)
})

/** Writes the configuration: surveys as they are given, or paths. */
function configure(...surveys: readonly unknown[]): void {
  const projects = { pk_shop: { shop: 'Shop', origins: ['loopback'], surveys } }
  writeFileSync(join(data, 'frankly.config.json'), JSON.stringify({ projects }, null, 2))
}

const define = (definition: object) => writeFileSync(join(data, 'purchase.json'), JSON.stringify(definition, null, 4))

/** Runs `frankly survey …` and gives what it printed. */
const cli = (...args: readonly string[]) =>
  frankly.run('survey', ...args, '--data', data, '--config', join(data, 'frankly.config.json'))

const reworded = { ...survey, title: { en: 'Another title', ru: 'После заказа' } }

describe('frankly survey', () => {
  it('[SV1] [SV2] a changed body under an old number is not taken: check ends with 1, shows the difference and the cure, and the cure works', async () => {
    expect(await cli('check')).toMatchObject({ code: 0, out: expect.stringContaining('version 1 is new') })
    expect(await cli('publish')).toMatchObject({ code: 0 })
    expect(await cli('check')).toMatchObject({ code: 0, out: expect.stringContaining('agree') })
    define(reworded)
    const checked = await cli('check')
    expect(checked.code).toBe(1)
    expect(checked.out).toContain('~ title.en: "After the order" → "Another title"')
    const options = loadOptions({ data, config: join(data, 'frankly.config.json') }, {})
    expect(await lookAtStore(options, 1)).toContainEqual({
      is: 'warn',
      what: 'surveys',
      said: checked.out.trimEnd(),
    })
    const [, cure] = /: frankly (survey publish .*)$/m.exec(checked.out)!
    expect(cure).toBe('survey publish purchase --project pk_shop --bump')
    expect(await cli('publish', 'purchase')).toMatchObject({ code: 1, out: expect.stringContaining('--bump') })
    expect(await cli(...cure!.split(' ').slice(1))).toMatchObject({ code: 0 })
    expect(await cli('check')).toMatchObject({ code: 0, out: expect.stringContaining('agree') })
    // The file has the new number and nothing else of it was touched.
    const file = readFileSync(join(data, 'purchase.json'), 'utf8')
    expect(file).toBe(JSON.stringify({ ...reworded, version: 2 }, null, 4))
    // History stands.
    expect(JSON.parse((await cli('show', 'purchase', '--version', '1')).out)).toEqual(survey)
    expect(JSON.parse((await cli('show', 'purchase')).out)).toMatchObject({ version: 2, title: reworded.title })
    expect(await cli('diff', 'purchase', '--from', '1', '--to', '2')).toMatchObject({
      code: 1,
      out: '~ title.en: "After the order" → "Another title"\n',
    })
  })

  it('[SV2] a survey that stands in the configuration itself gets its number there', async () => {
    configure(survey)
    await cli('publish')
    configure(reworded)
    expect(await cli('publish', 'purchase', '--bump')).toMatchObject({ code: 0 })
    const { projects } = JSON.parse(readFileSync(join(data, 'frankly.config.json'), 'utf8'))
    expect(projects.pk_shop.surveys).toEqual([{ ...reworded, version: 2 }])
  })

  it('[SV3] an earlier configuration takes nothing back: the newest version is asked, and check says so', async () => {
    await cli('publish')
    define({ ...reworded, version: 2 })
    await cli('publish')
    define(survey)
    const checked = await cli('check')
    expect(checked).toMatchObject({ code: 1, out: expect.stringContaining('version 2 is published and is asked') })
    expect(await cli('publish', 'purchase', '--bump')).toMatchObject({ code: 0 })
    expect(JSON.parse((await cli('show', 'purchase')).out)).toEqual({ ...survey, version: 3 })
    expect((await cli('check')).code).toBe(0)
  })

  it('[SV5] pause, resume and schedule', async () => {
    await cli('publish')
    expect((await cli('pause', 'purchase')).out).toContain('paused')
    expect((await cli('list')).out).toBe('pk_shop  purchase  version 1  paused\n')
    await cli('resume', 'purchase')
    const until = '2020-01-01T09:00+03:00'
    expect((await cli('schedule', 'purchase', '--until', until)).out).toContain('until 2020-01-01T06:00:00.000Z')
    expect((await cli('list')).out).toContain('over')
    await cli('schedule', 'purchase', '--clear')
    expect((await cli('list')).out).toContain('open')
  })

  it('[SV7] [SV8] link and preview print an address that opens a page; what was done is in the audit log', async () => {
    await cli('publish')
    const shown = /^http:\/\/127\.0\.0\.1:8787\/s\/purchase\?project=pk_shop&pass=[\w-]{43}\n$/
    expect((await cli('link', 'purchase', '--days', '3')).out).toMatch(shown)
    expect((await cli('preview', 'purchase')).out).toMatch(shown)
    expect((await cli('preview', join(data, 'purchase.json'))).out).toMatch(shown)
    await cli('pause', 'purchase')
    define(reworded)
    await cli('publish', 'purchase', '--bump')
    const store = await openStore({ url: `sqlite:${join(data, 'frankly.sqlite')}`, now: 1, readOnly: true })
    const entries = await store.audit.read({ limit: 9 })
    await store.close()
    expect(entries.map(({ action, by }) => `${action} ${by}`).toSorted()).toEqual([
      'survey.link command',
      'survey.pause command',
      'survey.publish command',
    ])
  })

  it('says in one sentence what was wrong', async () => {
    const faults = [
      [['dance'], 'wanted list, show'],
      [['show'], 'name a survey'],
      [['show', 'tea'], 'no survey "tea"; there are: purchase'],
      [['show', 'purchase', '--version', '9'], 'not published yet'],
      [['schedule', 'purchase', '--from', 'noon'], 'got "noon"'],
      [['schedule', 'purchase', '--from', '2026-02-02', '--until', '2026-02-01'], 'after --from'],
      [['link', 'purchase', '--days', '0'], 'wanted 1 to 366'],
      [['pause', 'purchase', '--project', 'pk_tea'], 'in project "pk_tea"'],
    ] as const
    for (const [args, said] of faults) {
      const got = await cli(...args)
      expect([got.code, got.err]).toEqual([2, expect.stringContaining(said)])
    }
  })
})
