import { sampleDelivery } from '@frankly/adapters/testing'
import type { Delivery } from '@frankly/core'
import { expect, it } from 'vitest'
import { flatAnswers } from './flat-answers.ts'
import { messageOf } from './message.ts'

it('[F18] a choice with the name of something that every object has reaches people as it was sent', () => {
  const delivery = sampleDelivery('response.completed') as Extract<Delivery, { type: 'response.completed' }>
  const answers = { why: { kind: 'choice', choices: ['price', 'constructor', 'toString'] } } as const
  const questions = [{ id: 'why', kind: 'choice', text: 'Why?', labels: { price: 'The price' } }] as const
  const changed = {
    ...delivery,
    texts: { title: '', ...delivery.texts, questions },
    data: { ...delivery.data, response: { ...delivery.data.response, answers } },
  } as Delivery
  expect(flatAnswers(changed, 100)).toEqual({ why: ['The price', 'constructor', 'toString'] })
  expect(messageOf(changed).lines.map(({ text }) => text)).toContain('The price, constructor, toString')
})
