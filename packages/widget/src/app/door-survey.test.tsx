import { DOOR_SURVEY } from '@frankly/core'
import { afterEach, expect, it, vi } from 'vitest'
import { code, type Opened, open } from '../../test/support/open.ts'
import { makeDoor } from './door-survey.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const openDoor = async (locale = 'en') => {
  shown = await open(await makeDoor(code.language, locale, 'Leaf & Clay'), { locale })
  return shown
}
const heading = () => shown!.all('h2').map((each) => each.textContent)
const ready = () => vi.waitFor(() => expect(shown!.all('[aria-busy=true]')).toHaveLength(0), 10_000)

const on = async (selector: string) => {
  shown!.submit()
  await vi.waitFor(() => shown!.find(selector), 10_000)
  await ready()
}

it('[U2] three short steps: what happened alone; the wish and a photo; how to answer', async () => {
  await openDoor()
  expect(heading()).toEqual(['What happened?'])
  expect(shown!.text('[data-q=complaint]')).toContain('Your words are enough. All the rest is optional.')
  shown!.type(shown!.find('textarea'), 'The lid is chipped')
  await on('[data-q=photo] input')
  expect(heading()).toEqual(['What would put it right?', 'A photo, if it helps'])
  await on('[data-q=reply] input')
  expect(heading()).toEqual(['How should we reply?'])
})

it('a complaint needs nothing but words: it is sent from the first step', async () => {
  await openDoor()
  shown!.type(shown!.find('textarea'), 'The lid is chipped')
  shown!.click(shown!.labelled('Send'))
  expect(shown!.model.view.value.screen).toBe('end')
  expect(Object.keys(shown!.model.run().answers)).toEqual(['complaint'])
})

it('[U4] a consent is asked only when a contact is given, and never ticked beforehand', async () => {
  await openDoor()
  shown!.type(shown!.find('textarea'), 'The lid is chipped')
  await on('[data-q=photo] input')
  await on('[data-q=reply] input')
  for (const way of ['No reply needed', 'With a code only']) {
    shown!.click(shown!.labelled(way))
    expect(shown!.all('[data-q=reply_consent]')).toHaveLength(0)
  }
  shown!.click(shown!.labelled('Email'))
  shown!.type(shown!.labelled('Your email address'), 'anna@example.com')
  await vi.waitFor(() => shown!.find('[data-q=reply_consent] input'), 10_000)
  expect(shown!.find<HTMLInputElement>('[data-q=reply_consent] input').checked).toBe(false)
  expect(shown!.text('[data-q=reply_consent]')).toContain(
    'I agree that Leaf & Clay may use my contact details only to reply to this.',
  )
})

it('speaks the language of the customer', async () => {
  await openDoor('ru')
  expect(heading()[0]).toBe('Что случилось?')
})

it('has no door of its own in it', async () => {
  await openDoor()
  expect(shown!.all('.door')).toHaveLength(0)
})

it("its questions have the ids of core's door, so that reports count them together", async () => {
  const idsOf = ({ pages }: typeof DOOR_SURVEY) => pages.flatMap(({ questions }) => questions.map(({ id }) => id))
  expect(idsOf(await makeDoor(code.language, 'en', 'Leaf & Clay'))).toEqual(expect.arrayContaining(idsOf(DOOR_SURVEY)))
})
