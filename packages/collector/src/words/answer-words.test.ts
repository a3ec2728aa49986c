import { expect, it } from 'vitest'
import { answerWords } from './answer-words.ts'

it('[F18] a choice with the name of something that every object has is read as it was sent', () => {
  const question = { id: 'why', kind: 'choice', text: 'Why?', labels: { price: 'The price' } } as const
  const choices = ['price', 'constructor', 'toString', '__proto__']
  expect(answerWords({ kind: 'choice', choices }, question, 'en')).toBe('The price, constructor, toString, __proto__')
})
