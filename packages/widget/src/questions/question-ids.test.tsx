import type { Question } from '@frankly/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { open, surveyOf } from '../../test/support/open.ts'

/** Names that forms, elements and objects have themselves, as far as an id may be called so. */
const NAMES = [
  ...new Set([document.createElement('form'), document.createElement('input'), [], () => {}].flatMap(namesOf)),
]

function namesOf(thing: object): string[] {
  const own = Object.getOwnPropertyNames(thing)
  const proto = Object.getPrototypeOf(thing)
  return proto ? [...own, ...namesOf(proto)] : own
}

const isId = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name) && !(name in {})
const id = fc.oneof(
  fc.constantFrom(...NAMES.filter(isId), 'insertBefore', 'length', 'submit', 'name', 'id', 'children'),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/).filter(isId),
)

it('[F20] any valid id of a question works: two questions, drawn, answered, and told apart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(id, { minLength: 2, maxLength: 2 }), async ([first, second]) => {
      const questions: Question[] = [
        { kind: 'rating', id: first!, scale: 'thumbs', text: 'Good?' },
        { kind: 'text', id: second!, input: 'short', text: 'Why?', help: 'A word' },
      ]
      const shown = await open(surveyOf([questions]))
      shown.click(shown.all('[type=radio]')[1]!)
      shown.type(shown.find('.in'), 'Fine')
      expect(shown.model.run().answers).toEqual({
        [first!]: { kind: 'rating', value: 1 },
        [second!]: { kind: 'text', text: 'Fine' },
      })
      // no field is called as something that a form has itself
      const names = shown.all('[name],[id]').flatMap((field) => [field.id, field.getAttribute('name') ?? ''])
      expect(names.filter((name) => name !== '' && name in document.createElement('form'))).toEqual([])
      shown.stop()
    }),
    { numRuns: 60 },
  )
}, 120_000)
