import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const ranking = {
  kind: 'ranking',
  id: 'q',
  text: 'What matters?',
  choices: ['a', 'b', 'c'].map((id) => ({ id, text: `Thing ${id}` })),
} as const
const order = () => {
  const answer = shown!.model.run().answers['q']
  return answer?.kind === 'ranking' ? answer.order.join('') : ''
}
const press = (name: string) =>
  shown!.click(shown!.all('button').find((each) => (each.getAttribute('aria-label') ?? each.textContent) === name)!)

it('[WCAG 2.5.7] buttons alone put things in order: tap in order, move, take out', async () => {
  shown = await open(surveyOf([[ranking]]))
  for (const id of ['b', 'a', 'c']) press(`Thing ${id}`)
  expect(order()).toBe('bac')
  press('Move up: Thing c')
  expect(order()).toBe('bca')
  press('Move down: Thing b')
  expect(order()).toBe('cba')
  press('Remove: Thing b')
  expect(order()).toBe('ca')
})

it('the first cannot go up and the last not down', async () => {
  shown = await open(surveyOf([[ranking]]))
  for (const id of ['b', 'a']) press(`Thing ${id}`)
  press('Move up: Thing b')
  press('Move down: Thing a')
  expect(order()).toBe('ba')
})

it('[WCAG 4.1.3] the order is told as it comes to be', async () => {
  shown = await open(surveyOf([[ranking]]))
  press('Thing b')
  expect(shown.text('[role=status]')).toBe('1. Thing b')
})

it('a top three takes no fourth', async () => {
  shown = await open(surveyOf([[{ ...ranking, top: 2 }]]))
  for (const id of ['b', 'a']) press(`Thing ${id}`)
  expect(shown.all('.rest button')).toHaveLength(0)
})

it('[WCAG 2.4.3] the focus stays with what was moved, or goes to the next of the rest', async () => {
  shown = await open(surveyOf([[ranking]]))
  const focused = () => shown!.root.activeElement?.getAttribute('aria-label') ?? shown!.root.activeElement?.textContent
  press('Thing a')
  expect(focused()).toBe('Thing b')
  press('Thing b')
  press('Thing c')
  press('Move up: Thing c')
  expect(focused()).toBe('Move up: Thing c')
  press('Remove: Thing c')
  expect(focused()).toBe('Remove: Thing b')
})
