import type { Question } from '@frankly/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../test/support/open.ts'

const rating = (id: string): Question => ({ kind: 'rating', id, scale: 'ease5', text: `How is ${id}?` })
const text = (id: string): Question => ({ kind: 'text', id, text: `Why ${id}?` })

/** Opens a survey whose screen is not drawn until `draw` is called. */
async function held(pages: readonly (readonly Question[])[]): Promise<Opened & { draw(): void }> {
  const due: (() => void)[] = []
  const shown = await open(surveyOf(pages), { ui: { soon: (draw) => void due.push(draw) } })
  const draw = (): void => {
    for (const each of due.splice(0)) each()
  }
  draw()
  return { ...shown, draw }
}

const pageNow = ({ model }: Opened): string =>
  model.view.value.screen === 'page' ? model.view.value.pageId : model.view.value.screen

/** A press as a finger makes it. */
const tap = (part: Element): boolean => part.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
const button = ({ all }: Opened, words: string): Element => all('button').find((each) => each.textContent === words)!

it('[U8] Skip does not throw away what was said since the last drawing', async () => {
  const shown = await held([[text('a')], [text('b')]])
  const skip = button(shown, 'Skip')
  shown.type(shown.find('textarea'), 'The lid')
  shown.click(skip)
  expect(shown.model.run().answers).toEqual({ a: { kind: 'text', text: 'The lid' } })
  expect(pageNow(shown)).toBe('p1')
  shown.draw()
  expect(button(shown, 'Skip')).toBeUndefined()
  shown.stop()
})

it('[U8] a tap moves on by the latest state: not when the answer itself makes its page the last', async () => {
  const low: Question = { ...text('b'), showIf: { left: { answer: 'a' }, op: 'lte', right: 2 } }
  const shown = await held([[rating('a')], [low]])
  const second = shown.all('[type=radio]')[1]!
  tap(second)
  tap(second)
  expect(pageNow(shown)).toBe('p2')
  shown.model.back()
  shown.draw()
  tap(shown.all('[type=radio]').at(-1)!)
  expect(pageNow(shown)).toBe('p1')
  shown.stop()
})

it('[U8] pages: any presses in one task equal the same presses a second apart, and none counts on the next page', async () => {
  const presses = fc.array(fc.constantFrom('tap', 'type', 'Skip', 'Next', 'Back'), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.nat(2), presses, async (from, burst) => {
      const go = async (together: boolean) => {
        const shown = await held([[text('a')], [rating('b'), text('c')], [text('d')], [text('e')]])
        for (let page = 0; page < from; page++) {
          shown.submit()
          shown.draw()
        }
        const start = pageNow(shown)
        const partsNow = () =>
          new Map<string, Element | undefined>([
            ['tap', shown.all('[type=radio]')[2]],
            ['type', shown.all('textarea')[0]],
            ...['Skip', 'Next', 'Back'].map((name) => [name, button(shown, name)] as const),
          ])
        const parts = partsNow()
        let turned = false
        for (const press of burst) {
          const isTurn = /^[A-Z]/.test(press)
          // answers to a page gone by count when they are late, and cannot be given a second later
          if (turned && !isTurn) continue
          if (!together && pageNow(shown) !== start) break
          const part = (together ? parts : partsNow()).get(press)
          if (!part) continue
          if (press === 'type') shown.type(part, 'Words')
          else if (press === 'Next') shown.submit()
          else tap(part)
          turned ||= pageNow(shown) !== start
          if (!together) shown.draw()
        }
        shown.draw()
        const { answers, skipped } = shown.model.run()
        const state = { page: pageNow(shown), answers, skipped }
        shown.stop()
        return state
      }
      expect(await go(true)).toEqual(await go(false))
    }),
    { numRuns: 80 },
  )
}, 120_000)
