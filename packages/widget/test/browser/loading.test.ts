import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { built } from './built.ts'
import { answer, awake, bought, card, config, eventually, setUp, survey, tag } from './rig.ts'
import { POISON } from './torture-pages.ts'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))

describe.each(BROWSERS)('loading and policies in %s', (name) => {
  const rig = setUp(name, { head: bought() })

  const paths = (): string[] => rig.collector.requests.map(({ path }) => path)

  it('[peer 33] a page where nothing is to be asked loads one file and the configuration, stores nothing, opens no database', async () => {
    rig.shop.page = {}
    await rig.visit()
    await eventually(paths).toContain('/v1/projects/pk_demo/config')
    await rig.page.waitForLoadState('networkidle')
    expect(paths()).toEqual(['/frankly.js', '/v1/projects/pk_demo/config'])
    expect(await rig.page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0)
    expect(await rig.page.evaluate('indexedDB.databases()')).toEqual([])
    rig.shop.page = { head: bought() }
    rig.collector.config = config({
      surveys: [{ ...survey, targeting: { triggers: [{ on: 'event', name: 'other' }] } }],
    })
    await rig.page.goto(rig.shop.url)
    await rig.page.waitForLoadState('networkidle')
    expect(paths().filter((path) => /^\/[abc]\//.test(path))).toEqual([])
  })

  it('[peer 32] a page loads no more bytes than size.json allows: alone, and until the question stands', async () => {
    const ceilings = JSON.parse(readFileSync(new URL('../../size.json', import.meta.url), 'utf8')) as {
      name: string
      ceiling: number
    }[]
    const ceiling = (name: string): number => ceilings.find((each) => each.name === `widget: ${name}`)!.ceiling * 1000
    await rig.visit()
    await card(rig.page).waitFor()
    const first = [/^\/frankly\.js$/, /^\/b\/\w+\.js/, /^\/b\/f-/, /^\/b\/o-/]
    const loaded = first.flatMap((part) => paths().filter((path) => part.test(path)))
    expect(loaded).toHaveLength(first.length)
    // what cleans facts and what reads orders is asked for beside the interface, not after it
    expect(paths().slice(2, 5)).toEqual(expect.arrayContaining(loaded.slice(1)))
    const files = await built()
    const [loader = 0, question = 0, ...order] = loaded.map((path) => gzipSync(files.get(path)!, { level: 9 }).length)
    expect(loader).toBeLessThanOrEqual(ceiling('every page'))
    expect(loader + question).toBeLessThanOrEqual(ceiling('until the first question is usable'))
    const withOrder = order.reduce((sum, size) => sum + size, loader + question)
    expect(withOrder).toBeLessThanOrEqual(ceiling('until the first question, with an order'))
  })

  it('opened by a call on a page that tells nothing, the question waits for one file and no other', async () => {
    rig.shop.page = {}
    await rig.visit()
    await eventually(paths).toContain('/v1/projects/pk_demo/config')
    const asked: string[] = []
    await rig.page.route(/\/[abd]\//, async (route) => {
      asked.push(new URL(route.request().url()).pathname)
      // every other file hangs
      if (asked.length === 1) await route.continue()
    })
    await rig.page.evaluate(`void frankly('show', '${survey.id}', { force: true })`)
    await card(rig.page).waitFor()
    expect(asked[0]).toMatch(/^\/b\/\w+\.js/)
    await rig.page.unrouteAll({ behavior: 'ignoreErrors' })
  })

  it('the files of the first question start side by side: interface, configuration and first words wait for none of the others', async () => {
    rig.shop.page = { html: 'lang="ru"' }
    await rig.visit({}, 'about:blank')
    const asked: string[] = []
    let hung = /config$/
    await rig.page.route('**', async (route) => {
      const path = new URL(route.request().url()).pathname
      asked.push(path)
      // what hangs never comes
      if (!hung.test(path)) await route.continue()
    })
    const called = async (): Promise<void> => {
      asked.length = 0
      await rig.page.goto(rig.shop.url)
      await awake(rig.page)
      await rig.page.evaluate(`void frankly('show', '${survey.id}', { force: true })`)
    }
    await called()
    await eventually(() => asked.some((path) => /^\/\w\/ru-/.test(path))).toBe(true)
    hung = /^\/b\//
    await called()
    await eventually(() => asked.some((path) => /config$/.test(path))).toBe(true)
    await rig.page.unrouteAll({ behavior: 'ignoreErrors' })
    // each of the two pages has said that the survey was not there yet
    rig.tab.errors.length = 0
  })

  it('the files of the first answer start side by side, while the question stands: none waits for another', async () => {
    rig.shop.page = {}
    await rig.visit()
    await awake(rig.page)
    const asked: string[] = []
    await rig.page.route(/\/[abd]\//, async (route) => {
      const path = new URL(route.request().url()).pathname
      asked.push(path)
      // the interface comes, what an answer needs hangs
      if (asked.length === 1) await route.continue()
    })
    await rig.page.evaluate(`void frankly('show', '${survey.id}', { force: true })`)
    await card(rig.page).waitFor()
    // what steps a run on, what cleans facts, what sends
    const kinds = [/^\/a\//, /^\/b\/f-/, /^\/d\//]
    await eventually(() => kinds.map((kind) => asked.some((path) => kind.test(path)))).toEqual([true, true, true])
    await rig.page.unrouteAll({ behavior: 'ignoreErrors' })
  })

  it('[CS3] what sends an answer is fetched while the customer reads: an answer asks for no file first', async () => {
    // a file that hangs, on a machine that is too busy, is asked for anew under another address
    const delivery = () => rig.collector.requests.filter(({ path, search }) => path.startsWith('/d/') && !search)
    await rig.visit()
    await card(rig.page).waitFor()
    await eventually(delivery).toHaveLength(1)
    await rig.page.waitForLoadState('networkidle')
    await rig.page.context().route('**/d/*', (route) => route.abort())
    await card(rig.page).getByText('In between').click()
    await eventually(() => rig.collector.revisions.at(-1)?.answers).toMatchObject({ ease: { value: 3 } })
    expect(delivery()).toHaveLength(1)
    await rig.page.context().unroute('**/d/*')
  })

  it('stores nothing before the customer acts; data-storage none keeps only unsent answers', async () => {
    await rig.visit()
    await card(rig.page).waitFor()
    await rig.page.waitForLoadState('networkidle')
    expect(await rig.page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    await card(rig.page).getByText('In between').click()
    await eventually(() => rig.page.evaluate('localStorage.length')).toBeGreaterThan(0)
    // what the page kept up to its last moment
    rig.shop.page = { script: '' }
    await rig.page.goto(rig.shop.url)
    // [P2] what was begun lies in IndexedDB: the next page is to begin anew
    await rig.page.evaluate(
      `localStorage.clear(), new Promise((done) => { indexedDB.deleteDatabase('frankly').onsuccess = () => done() })`,
    )
    rig.shop.page = { head: bought(), script: tag(rig.collector.url, 'data-storage="none"') }
    await rig.page.goto(rig.shop.url)
    await answer(rig.page)
    expect(await rig.page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
  })

  it('[G2] once answered, the next page is not asked and loads no interface', async () => {
    await rig.visit()
    await answer(rig.page)
    await eventually(() => rig.page.evaluate(`Object.keys(localStorage).some((key) => key.endsWith('.quiet'))`)).toBe(
      true,
    )
    rig.collector.requests.length = 0
    await rig.page.goto(rig.shop.url)
    await eventually(paths).toContain('/v1/projects/pk_demo/config')
    await rig.page.waitForLoadState('networkidle')
    expect(await card(rig.page).count()).toBe(0)
  })

  it('[C6] consent denied: not asked by itself, answers given on purpose still arrive', async () => {
    rig.shop.page = { head: bought(), script: tag(rig.collector.url, 'data-consent="denied"') }
    await rig.visit()
    await awake(rig.page)
    await rig.page.waitForLoadState('networkidle')
    expect(await card(rig.page).count()).toBe(0)
    await rig.page.evaluate(`frankly('show', 'after', { force: true })`)
    await answer(rig.page)
    await eventually(() => rig.collector.revisions.at(-1)?.status).toBe('completed')
  })

  it('[D5] explain says why, and the debug panel shows it', async () => {
    rig.shop.page = {}
    await rig.visit({}, `${rig.shop.url}/?frankly-debug`)
    await rig.page.locator('frankly-box .panel').getByText('If it were asked for now').waitFor()
    const explained = (await rig.page.evaluate(`frankly('explain', 'after')`)) as {
      decisions: { show: boolean; reason: string }[]
    }
    expect(explained.decisions[0]).toMatchObject({ show: true, reason: 'matched' })
    expect(await rig.page.evaluate(`frankly('status')`)).toMatchObject({
      version,
      project: 'pk_demo',
      open: [],
      queue: { waiting: 0 },
    })
  })

  it.each([
    ['another origin', '', ''],
    ["the shop's own path, one file only", 'single', ''],
  ])(
    '[peer 37] [peer 38] [peer 39] works from %s under a strict policy with Trusted Types, without one report',
    async (_from, build) => {
      const nonce = 'r4nd0m'
      const policy = `default-src 'none'; img-src 'self'; script-src 'nonce-${nonce}'; connect-src ${rig.collector.url}; require-trusted-types-for 'script'; trusted-types 'none'`
      const spy = `<script nonce="${nonce}">window.reports=[];document.addEventListener('securitypolicyviolation',(e)=>reports.push(e.violatedDirective+' '+e.blockedURI+' '+e.sample))</script>`
      const script =
        build === 'single'
          ? `<script nonce="${nonce}" data-project="pk_demo" data-host="${rig.collector.url}">${(await built()).get('/single/frankly.js')!.toString().replaceAll('</script', '<\\/script')}</script>`
          : `<script nonce="${nonce}" async src="${rig.collector.url}/frankly.js" data-project="pk_demo"></script>`
      rig.shop.page = {
        head: spy + bought(nonce),
        script,
        body: '<h1>Thanks</h1>',
        headers: { 'content-security-policy': policy },
      }
      await rig.visit()
      await answer(rig.page)
      expect(await rig.page.evaluate('reports')).toEqual([])
      expect(rig.collector.revisions.at(-1)?.status).toBe('completed')
      if (build === 'single') expect(paths().filter((path) => /^\/[abc]\//.test(path))).toEqual([])
    },
  )

  it('[peer 40] words of a definition are text: no markup runs, no script link opens', async () => {
    const [page, ...pages] = survey.pages
    const text = '<img src=x onerror="window.hacked=1"> [here](javascript:window.hacked=1)'
    rig.collector.config = config({
      surveys: [{ ...survey, pages: [{ ...page!, questions: [{ ...page!.questions[0]!, text }] }, ...pages] }],
    })
    await rig.visit()
    await card(rig.page).getByText('<img src=x').waitFor()
    expect(await card(rig.page).locator('img, a[href^="javascript"]').count()).toBe(0)
    expect(await rig.page.evaluate('window.hacked')).toBeUndefined()
  })

  it('host prototypes that were poisoned before do not break it', async () => {
    rig.shop.page = { head: `<script>${POISON}</script>${bought()}` }
    await rig.visit()
    await answer(rig.page)
    await eventually(() => rig.collector.revisions.at(-1)?.status).toBe('completed')
  })

  it('[peer 41] names of files are neutral; a wrong chunk is refused by its hash', async () => {
    await rig.visit()
    await answer(rig.page)
    for (const path of paths().filter((each) => /^\/[abc]\//.test(each)))
      expect(path).toMatch(/^\/[abc]\/([a-z]{2}-)?([dfloq]-)?[0-9a-f]{8}\.js$/)
    await rig.visit({}, '')
    await rig.page.route('**/b/*.js', async (route) => {
      const reply = await route.fetch()
      await route.fulfill({ response: reply, body: `window.tampered=1;${await reply.text()}` })
    })
    await rig.page.goto(rig.shop.url)
    await eventually(() => rig.tab.errors.join()).toMatch(/integrity|stopped at an error/i)
    expect(await card(rig.page).count()).toBe(0)
    expect(await rig.page.evaluate('window.tampered')).toBeUndefined()
    rig.tab.errors.length = 0
  })

  it('two tags are one; a page without a network is not disturbed', async () => {
    rig.shop.page = { head: bought(), script: tag(rig.collector.url) + tag(rig.collector.url) }
    await rig.visit()
    await card(rig.page).waitFor()
    expect(await rig.page.locator('frankly-box').count()).toBe(1)
    rig.collector.down = true
    await rig.page.goto(rig.shop.url)
    await rig.page.locator('h1').waitFor()
    await rig.page.waitForLoadState('networkidle')
    expect(await rig.page.evaluate('typeof frankly')).toBe('undefined')
    rig.collector.down = false
    rig.tab.errors.length = 0
  })
})
