import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'
import type { ShownResult, ShowResult } from './core.ts'

let page: AppPage
afterEach(() => {
  page.end()
  document.body.innerHTML = ''
})
const show = async (id: string, options?: object) => (await page.command('show', id, options)) as ShowResult
const shown = async (id: string, options?: object) => (await show(id, options)) as ShownResult
const frame = () => document.querySelector('frankly-box')!.shadowRoot!.querySelector<HTMLElement>('.frame')!
const told = (): string[] => page.events.map(([name]) => name)

describe('where a survey stands', () => {
  it.each([
    ['popover', undefined, 'popover'],
    ['tab', undefined, 'popover'],
    // only a click may take the whole window
    ['modal', undefined, 'popover'],
    ['popover', 'page', 'page'],
  ] as const)('of the placement %s, asked for as %s: %s', async (placement, asked, wanted) => {
    page = await appPage([after({ placement })])
    await show('after', { force: true, ...(asked && { placement: asked }) })
    expect(frame().dataset['placement']).toBe(wanted)
  })

  it('in an element it is inline; where there is no such element it is said', async () => {
    page = await appPage()
    expect(await show('after', { mount: '#none' })).toEqual({ shown: false, reason: 'no-mount' })
    document.body.innerHTML = '<div id="here"></div>'
    await show('after', { mount: '#here', force: true })
    expect(document.querySelector('#here > frankly-box')).not.toBeNull()
    expect(frame().dataset['placement']).toBe('inline')
  })
})

it('[CS2] what sends the answer starts with the first press on it, once', async () => {
  page = await appPage()
  await show('after', { force: true })
  await new Promise((go) => setTimeout(go, 100))
  const started = vi.spyOn(page.host, 'delivery')
  for (const press of ['pointerdown', 'pointerdown', 'keydown']) frame().dispatchEvent(new Event(press))
  expect(started).toHaveBeenCalledTimes(2)
})

describe('[D7] it is decided again at the moment of showing', () => {
  it('consent that was refused while the survey was on its way: nothing is shown, and no run is left open', async () => {
    page = await appPage()
    const coming = show('after')
    await page.command('consent', 'denied')
    expect(await coming).toMatchObject({ shown: false, reason: 'consent' })
    expect(page.cards()).toEqual([])
    expect(told()).toEqual(['suppressed'])
    // [C6] what is called on purpose still goes through
    expect(await show('after', { force: true })).toMatchObject({ shown: true })
  })

  it('a page that ended meanwhile', async () => {
    page = await appPage()
    const coming = page.app.command('show', ['after'])
    page.loader.run('destroy', [])
    expect(await coming).toMatchObject({ shown: false })
    expect(page.cards()).toEqual([])
  })
})

describe('closing', () => {
  it('[CS3] by the customer is a dismissal; [P5] called by name again it goes on with what was begun', async () => {
    page = await appPage()
    const { run } = await shown('after', { force: true })
    run.answer('ease', { kind: 'rating', value: 4 })
    await page.command('close')
    await vi.waitFor(() => expect(page.stored.at(-1)).toMatchObject({ answers: { ease: { value: 4 } } }))
    expect(told()).toContain('survey.dismissed')
  })

  it('by the page puts it away: the same pass comes back, and nobody is told of a dismissal', async () => {
    page = await appPage()
    const { run, close } = await shown('after', { force: true })
    run.answer('ease', { kind: 'rating', value: 4 })
    close()
    expect(told()).not.toContain('survey.dismissed')
    const again = await shown('after')
    expect(again.run.responseId).toBe(run.responseId)
    expect(again.run.latest('ease')).toEqual({ kind: 'rating', value: 4 })
  })

  it('what waited beneath comes back when what lay above it is closed', async () => {
    page = await appPage([after(), after({ id: 'other' })])
    await show('after', { force: true })
    const lower = page.cards()[0]!
    const { close } = await shown('other', { force: true })
    expect(lower.hidden).toBe(true)
    close()
    expect(page.cards()).toEqual([lower])
    expect(lower.hidden).toBe(false)
  })

  it('[CD3] opened from a card it is about the order of that card, also when the page told another since', async () => {
    page = await appPage()
    await page.command('purchase', { orderId: 'A-1' })
    await show('after', { force: true })
    await page.command('purchase', { orderId: 'A-2' })
    await vi.waitFor(() => frame().querySelector<HTMLElement>('.door')!.click())
    await vi.waitFor(() => expect(page.cards()).toHaveLength(2))
    const { run } = (await page.command('complain')) as ShownResult
    const { questions } = run.current as Extract<typeof run.current, { screen: 'page' }>
    run.answer(questions[0]!.id, { kind: 'complaint', text: 'It broke' })
    run.next()
    await vi.waitFor(() => expect(page.stored.map(({ context }) => context?.order?.orderId)).toEqual(['A-1']))
  })

  it('[G8] a door with words in it is put away, not dismissed: the words stand there when it is opened again', async () => {
    page = await appPage()
    const door = (await page.command('complain')) as ShownResult
    const id = door.run.current.screen === 'page' ? door.run.current.questions[0]!.id : ''
    const kind = door.run.current.screen === 'page' ? door.run.current.questions[0]!.kind : ''
    expect(kind).toBe('complaint')
    door.run.answer(id, { kind: 'complaint', text: 'It broke' } as never)
    await page.command('close')
    expect(page.cards()).toEqual([])
    expect(told()).not.toContain('survey.dismissed')
    const again = (await page.command('complain')) as ShownResult
    expect(again.run.latest(id)).toMatchObject({ text: 'It broke' })
  })
})

it('[CR4] another language changes the words of what is open, never the answers', async () => {
  page = await appPage([after({ locales: ['en', 'ru'], title: { en: 'After', ru: 'После' } })])
  const { run } = await shown('after', { force: true })
  run.answer('ease', { kind: 'rating', value: 2 })
  await page.command('locale', 'ru')
  expect(run.current.locale).toBe('ru')
  expect(run.latest('ease')).toEqual({ kind: 'rating', value: 2 })
  const other = await page.command('status')
  expect(other).toMatchObject({ locale: 'ru', open: ['after'] })
})
