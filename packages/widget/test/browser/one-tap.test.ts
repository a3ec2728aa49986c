import { purchase } from '@frankly/templates'
import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { bought, card, config, eventually, setUp, survey } from './rig.ts'

const [scale] = survey.pages

describe.each(BROWSERS)('one tap is an answer, in %s', (name) => {
  const rig = setUp(name, { head: bought() }, { width: 390, height: 844 })
  const point = (words: string) => card(rig.page).getByText(words, { exact: true })
  const focused = () =>
    rig.page.evaluate(() => {
      const active = document.querySelector('frankly-box')!.shadowRoot!.activeElement as HTMLInputElement | null
      return active?.type === 'radio' ? `${active.value}${active.checked ? ' chosen' : ''}` : active?.localName
    })
  const toScale = async (): Promise<void> => {
    for (let tabs = 0; tabs < 20 && !/^\d/.test((await focused()) ?? ''); tabs++) await rig.page.keyboard.press('Tab')
  }
  const last = () => rig.collector.revisions.at(-1)
  const asks = async (more: object = {}): Promise<void> => {
    rig.collector.config = config({ surveys: [{ ...survey, pages: [scale!], ...more }] })
    await rig.visit()
    await point('Easy').waitFor()
  }

  it('[A1] a tap on the last page sends; "Change my answer" leads back to it, and what is changed is a later revision of the same response', async () => {
    await asks()
    await card(rig.page).getByText('Pick one to send it. You can still change it.').waitFor()
    await point('Hard').click()
    await card(rig.page).getByText('Got it, thank you.').waitFor()
    await eventually(last).toMatchObject({ status: 'completed', answers: { ease: { value: 2 } } })
    const first = last()!
    await card(rig.page).getByRole('button', { name: 'Change my answer' }).click()
    await point('Easy').click()
    await card(rig.page).getByText('Got it, thank you.').waitFor()
    await eventually(last).toMatchObject({ id: first.id, status: 'completed', answers: { ease: { value: 4 } } })
    expect(last()!.revision).toBeGreaterThan(first.revision)
    expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
  })

  it('[A1] arrow keys choose and never go on; Space and Enter do', async () => {
    await rig.visit()
    await point('Easy').waitFor()
    await toScale()
    await rig.page.keyboard.press('ArrowDown')
    await rig.page.keyboard.press('ArrowDown')
    await rig.page.keyboard.press('ArrowUp')
    expect(await focused()).toMatch(/^\d chosen$/)
    // longer than any turning of a page takes
    await rig.page.waitForTimeout(400)
    expect(await point('Easy').count()).toBe(1)
    await rig.page.keyboard.press('Enter')
    await card(rig.page).getByRole('textbox').waitFor()
    await card(rig.page).getByRole('button', { name: 'Back' }).click()
    await toScale()
    await rig.page.keyboard.press('Space')
    await card(rig.page).getByRole('textbox').waitFor()
    // Enter takes what has the focus, also where nothing was chosen
    await asks()
    await toScale()
    const value = Number(await focused())
    await rig.page.keyboard.press('Enter')
    await card(rig.page).getByText('Got it, thank you.').waitFor()
    await eventually(last).toMatchObject({ status: 'completed', answers: { ease: { value } } })
  })

  it('[A3] the thanks closes by itself after six seconds, and not where it was touched', async () => {
    await asks()
    await point('Hard').click()
    await card(rig.page).getByText('Got it, thank you.').waitFor()
    await card(rig.page).waitFor({ state: 'detached', timeout: 15_000 })
    rig.collector.config = config({ surveys: [{ ...survey, id: 'other', pages: [scale!] }] })
    await rig.visit()
    await point('Hard').click()
    await card(rig.page).getByText('Got it, thank you.').click()
    await rig.page.waitForTimeout(7000)
    expect(await card(rig.page).count()).toBe(1)
  })

  it('[U11] on a page of several questions an edge lies over what is below, and Send is not seen before the last question is', async () => {
    const questions = ['a', 'b', 'c', 'd'].map((id) => ({ kind: 'text', id, text: `What of ${id}?` }) as const)
    await asks({ pages: [scale!, { id: 'all', questions }] })
    await rig.page.setViewportSize({ width: 390, height: 500 })
    await point('Hard').click()
    await card(rig.page).getByRole('textbox').first().waitFor()
    const seen = () =>
      rig.page.evaluate(() => {
        const root = document.querySelector('frankly-box')!.shadowRoot!
        const page = root.querySelector('.page')!.getBoundingClientRect()
        const isIn = (element: Element) => {
          const { top, bottom } = element.getBoundingClientRect()
          return bottom > page.top + 8 && top < page.bottom - 8
        }
        const below = root.querySelector('.below')!
        const edge = below.getBoundingClientRect().top
        return {
          send: isIn(root.querySelector('.go')!),
          lastQuestion: isIn([...root.querySelectorAll('.q')].at(-1)!),
          edge: edge < root.querySelector('.foot')!.getBoundingClientRect().top - 1 && edge < page.bottom,
        }
      })
    expect(await seen()).toEqual({ send: false, lastQuestion: false, edge: true })
    await card(rig.page).getByRole('button', { name: 'Send' }).scrollIntoViewIfNeeded()
    expect(await seen()).toMatchObject({ send: true, lastQuestion: true })
    await rig.page.evaluate(() =>
      document.querySelector('frankly-box')!.shadowRoot!.querySelector('.page')!.scrollTo(0, 9999),
    )
    expect(await seen()).toEqual({ send: true, lastQuestion: true, edge: false })
  })
})

describe('the default template', () => {
  const rig = setUp('chromium', {}, { width: 390, height: 844 })

  // the best two cover 67,600 and 82,000 pixels; 300 px of height would be 112,200
  it.each([
    ['en', 'How did ordering go?', 76_000],
    ['ru', 'Как прошло оформление заказа?', 82_000],
    ['de', 'Wie lief Ihre Bestellung?', 82_000],
  ])(
    '[U10] its first frame at 390 × 844 in %s covers no more than the best two of the look-book, with its foot, which is one line and holds Skip',
    async (lang, question, covered) => {
      rig.collector.config = config({
        surveys: [purchase],
        promises: { noCookies: true },
        privacyUrl: 'https://shop.example/privacy',
      })
      rig.shop.page = { head: bought(), html: `lang="${lang}"` }
      await rig.visit()
      await card(rig.page).getByText(question).waitFor()
      await card(rig.page).locator('.lang').waitFor({ state: 'attached' })
      const [all, foot, skip] = (await card(rig.page).evaluate((it) =>
        [it, it.querySelector('.fine')!, it.querySelector('.fine .end button')!].map((each) => {
          const { width, height } = each.getBoundingClientRect()
          return { width, height }
        }),
      )) as { width: number; height: number }[]
      expect(all!.width * all!.height).toBeLessThanOrEqual(covered)
      expect(foot!.height).toBeLessThanOrEqual(46)
      expect(skip!.height).toBeGreaterThanOrEqual(44)
    },
  )

  it('[U11] page 2 is the same for every score: two open questions, both optional; then two more are offered, a tap each', async () => {
    rig.collector.config = config({ surveys: [purchase] })
    for (const words of ['Very badly', 'Very well']) {
      rig.shop.page = { head: bought(words) }
      await rig.visit()
      await card(rig.page).getByText(words, { exact: true }).click()
      await card(rig.page).getByRole('textbox', { name: 'What did we do best?' }).waitFor()
      await card(rig.page).getByRole('textbox', { name: 'What should we fix?' }).waitFor()
      await card(rig.page).getByRole('button', { name: 'Skip' }).click()
      await card(rig.page).getByText('2 more questions? About 20 seconds.').waitFor()
    }
    await card(rig.page).getByRole('button', { name: 'Yes, go on' }).click()
    await card(rig.page).getByText('About the same').click()
    await card(rig.page).getByText('Easy', { exact: true }).click()
    await card(rig.page).getByText('Got it, thank you.').waitFor()
    await eventually(() => rig.collector.revisions.at(-1)).toMatchObject({
      status: 'completed',
      answers: { rate: { value: 5 }, expected: { choices: ['same'] }, ease: { value: 4 } },
    })
  })
})
