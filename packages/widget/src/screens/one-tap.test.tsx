import type { Question } from '@frankly/core'
import { afterEach, describe, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const scale: Question = { kind: 'rating', id: 'q', text: 'How did ordering go?', scale: 'csat5' }
const why: Question = { kind: 'text', id: 't', text: 'Why?' }
const choices = ['Range', 'Advice'].map((text) => ({ id: text.toLowerCase(), text }))
const choice: Question = { kind: 'choice', id: 'c', text: 'Why us?', choices }
const consent: Question = {
  kind: 'consent',
  id: 'y',
  text: 'I agree.',
  purpose: 'publish',
  textVersion: '1',
  required: true,
}

/** As browsers report them: every choice is a click; only its key tells what it was. */
const byKey = (field: HTMLElement, key: string): void => {
  const isLeft = field.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  )
  if (isLeft && key !== 'Enter') field.click()
}
const tap = (field: HTMLElement): boolean => field.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
const press = (field: HTMLElement, clientX: number, timeStamp: number): void => {
  const event = new MouseEvent('pointerdown', { bubbles: true, composed: true, clientX, clientY: 10 })
  Object.defineProperty(event, 'timeStamp', { value: timeStamp })
  field.dispatchEvent(event)
}
const tapAt = (field: HTMLElement, clientX: number, timeStamp: number): void => {
  press(field, clientX, timeStamp)
  tap(field)
}
/** Safari says nothing of the press in a click that comes by way of the label. */
const clickAt = (field: HTMLElement, timeStamp: number): void => {
  const event = new MouseEvent('click', { bubbles: true, detail: 0 })
  Object.defineProperty(event, 'timeStamp', { value: timeStamp })
  field.dispatchEvent(event)
}
const at = (): string => {
  const view = shown!.model.view.value
  return view.screen === 'page' ? view.pageId : view.screen
}
const inputs = () => shown!.all<HTMLInputElement>('[type=radio]')

describe('[A1] one tap is an answer', () => {
  it.each([
    ['scale', scale],
    ['single choice', choice],
    ['neutral scale', { kind: 'scale', id: 's', text: 'How much?', min: 1, max: 5, look: 'numbers' } as Question],
  ])('a tap on the only %s of a page goes on, and Back undoes it', async (_, question) => {
    shown = await open(surveyOf([[question], [why]]))
    tap(inputs()[1]!)
    expect(at()).toBe('p2')
    shown.click(shown.labelled('Back'))
    expect(inputs()[1]!.checked).toBe(true)
    // the same answer once more goes on again
    tap(inputs()[1]!)
    expect(at()).toBe('p2')
  })

  it('on the last page it sends, and Back from the thanks is there to change it', async () => {
    shown = await open(surveyOf([[scale]]))
    tap(inputs()[1]!)
    expect(shown.model.view.value).toMatchObject({ screen: 'end', status: 'completed', canGoBack: true })
    shown.model.back()
    tap(inputs()[3]!)
    expect(shown.model.run()).toMatchObject({ status: 'completed', answers: { q: { value: 4 } } })
  })

  it.each(['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight'])(
    '%s passes over answers: it never goes on',
    async (name) => {
      shown = await open(surveyOf([[scale], [why]]))
      byKey(inputs()[1]!, name)
      expect(at()).toBe('p1')
      expect(shown.model.run().answers).toEqual({ q: { kind: 'rating', value: 2 } })
      shown.submit()
      expect(at()).toBe('p2')
    },
  )

  it.each([' ', 'Enter'])('%j goes on with the answer that has the focus', async (name) => {
    shown = await open(surveyOf([[scale], [why]]))
    byKey(inputs()[3]!, name)
    expect(at()).toBe('p2')
    expect(shown.model.run().answers).toEqual({ q: { kind: 'rating', value: 4 } })
  })

  it('a click of which nothing is known chooses and goes on no further: an arrow key that the page kept to itself looks so', async () => {
    shown = await open(surveyOf([[scale], [why]]))
    byKey(inputs()[0]!, 'ArrowDown')
    inputs()[3]!.click()
    expect(at()).toBe('p1')
    expect(shown.model.run().answers).toEqual({ q: { kind: 'rating', value: 4 } })
  })

  it('a tap on the words of an answer goes on in Safari too; an arrow key after a tap does not, nor a click long after', async () => {
    shown = await open(surveyOf([[scale], [why]]))
    press(inputs()[0]!, 10, 1000)
    clickAt(inputs()[0]!, 2200)
    expect(at()).toBe('p1')
    press(inputs()[0]!, 10, 3000)
    byKey(inputs()[1]!, 'ArrowDown')
    clickAt(inputs()[2]!, 3100)
    expect(at()).toBe('p1')
    press(inputs()[3]!, 60, 4000)
    clickAt(inputs()[3]!, 4090)
    expect(at()).toBe('p2')
    expect(shown.model.run().answers).toEqual({ q: { kind: 'rating', value: 4 } })
  })

  it('never for Other, which words are to follow', async () => {
    shown = await open(surveyOf([[{ ...choice, other: true } as Question], [why]]))
    tap(shown.labelled('Something else'))
    expect(at()).toBe('p1')
    tap(shown.labelled('Advice'))
    expect(at()).toBe('p2')
  })

  it.each([
    ['a required consent', consent],
    ['a consent that may be left open', { ...consent, required: false } as Question],
    ['a further question', why],
    [
      'a question that the answer itself brings',
      { ...why, showIf: { left: { answer: 'q' }, op: 'answered' } } as Question,
    ],
    ['a review link', { kind: 'review_link', id: 'l', text: 'Tell others', url: 'https://e.example' } as Question],
    [
      'a consent that the answer itself brings',
      { ...consent, showIf: { left: { answer: 'q' }, op: 'answered' } } as Question,
    ],
  ])('never past %s', async (_, other) => {
    shown = await open(surveyOf([[scale, other], [why]]))
    tap(inputs()[1]!)
    expect(at()).toBe('p1')
    // nothing was tried that only a fault held back
    expect(shown.all('.bad')).toHaveLength(0)
  })

  it('nor where the answer makes the page the last: it was said that a tap goes on, not that it sends', async () => {
    const survey = surveyOf([[scale], [why]])
    const [page, ...others] = survey.pages
    const low = { when: { left: { answer: 'q' }, op: 'lte', right: 2 }, go: 'end' } as const
    shown = await open({ ...survey, pages: [{ ...page!, branches: [low] }, ...others] })
    tap(inputs()[1]!)
    expect(at()).toBe('p1')
    tap(inputs()[4]!)
    expect(at()).toBe('p1')
    tap(inputs()[3]!)
    expect(at()).toBe('p2')
  })

  it.each([
    ['a choice of several', { ...choice, multiple: true }],
    ['a list that keys walk through', { ...choice, display: 'dropdown' }],
    ['a slider', { kind: 'scale', id: 's', text: 'How much?', min: 1, max: 5, look: 'slider' }],
  ])('nor for %s', async (_, question) => {
    shown = await open(surveyOf([[question as Question], [why]]))
    expect(shown.all('.hint')).toHaveLength(0)
    shown.all('[type=checkbox]').slice(0, 1).map(tap)
    expect(at()).toBe('p1')
  })

  it('the second half of a double tap is none on the page that came', async () => {
    shown = await open(surveyOf([[scale], [{ ...scale, id: 'r' }], [why]]))
    tapAt(inputs()[1]!, 50, 10_000)
    expect(at()).toBe('p2')
    tapAt(inputs()[1]!, 52, 10_200)
    expect(at()).toBe('p2')
    tapAt(inputs()[2]!, 90, 10_300)
    expect(at()).toBe('p3')
  })

  it('[WCAG 3.2.2] is said beforehand, in words that are seen and part of what describes each answer', async () => {
    shown = await open(surveyOf([[scale], [{ ...scale, id: 'r' }]]))
    const told = () =>
      inputs().map((input) => shown!.root.getElementById(input.getAttribute('aria-describedby')!)?.textContent)
    expect(told()).toEqual(Array(5).fill('Pick one to move on. You can go back.'))
    tap(inputs()[0]!)
    expect(told()).toEqual(Array(5).fill('Pick one to send it. You can still change it.'))
  })

  it('without an answer there is Skip alone, with one Next alone', async () => {
    shown = await open(surveyOf([[scale], [why]]))
    const buttons = () => shown!.all('.end button').map((each) => each.textContent)
    expect(buttons()).toEqual(['Skip'])
    byKey(inputs()[0]!, 'ArrowDown')
    expect(buttons()).toEqual(['Next'])
  })

  it('[U10] a page that is one tap has no row of buttons: Skip stands in the line at the foot, after the answers', async () => {
    shown = await open(surveyOf([[scale], [why], [choice]]), { ui: { onComplain: () => undefined } })
    const inFoot = () => shown!.all('.fine .end button').map((each) => each.textContent)
    const inRow = () => shown!.all('.foot button').map((each) => each.textContent)
    expect([inRow(), inFoot()]).toEqual([[], ['Skip']])
    expect(shown.text('.fine')).toBe('Something went wrong?Skip')
    byKey(inputs()[1]!, 'ArrowDown')
    expect([inRow(), inFoot()]).toEqual([[], ['Next']])
    shown.click(shown.find('.fine .go'))
    expect(at()).toBe('p2')
    // Back needs its row, and so do pages of more
    expect([inRow(), inFoot()]).toEqual([['Back', 'Skip', 'Next'], []])
    shown.click(shown.labelled('Skip'))
    expect([inRow(), inFoot()]).toEqual([['Back', 'Skip'], []])
    expect(shown.model.run()).toMatchObject({ answers: { q: { value: 2 } }, skipped: ['t'] })
  })

  it('[U10] a short intro leaves the buttons in the line at the foot: what it introduces is seen beside them', async () => {
    shown = await open(surveyOf([[scale]], { intro: 'Three words first.' }))
    expect(shown.all('.fine .end button')).toHaveLength(1)
    expect(shown.all('.foot')).toHaveLength(0)
  })

  it.each([
    ['an intro of more than 160 letters', { intro: 'Three words first. '.repeat(9) }, [scale]],
    ['another question', {}, [scale, why]],
    ['a statement before it', {}, [{ kind: 'statement', id: 's', text: 'Read this.' } as Question, scale]],
  ])('[U11] %s: Send stands at the end of the page, not beside what is not seen', async (_, more, questions) => {
    shown = await open(surveyOf([questions], more))
    expect(shown.all('.fine .end')).toHaveLength(0)
    expect(shown.all('.foot .end button').length).toBeGreaterThan(0)
  })
})
