import { effect } from '@preact/signals'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { modelOf } from '../../test/support/model-of.ts'
import { surveyOf } from '../../test/support/open.ts'
import { drawnModel } from './drawn-model.ts'

const survey = surveyOf([
  [{ kind: 'rating', id: 'r', scale: 'csat5', text: 'How?' }],
  [{ kind: 'text', id: 't', text: 'Why?' }],
])
type Model = ReturnType<typeof modelOf>
const ACTS: Readonly<Record<string, (model: Model) => void>> = {
  'answer 1': (model) => model.answer('r', { kind: 'rating', value: 1 }),
  'answer 5': (model) => model.answer('r', { kind: 'rating', value: 5 }),
  next: (model) => model.next(),
  back: (model) => model.back(),
  russian: (model) => model.setLocale('ru'),
  english: (model) => model.setLocale('en'),
  saving: (model) => {
    model.delivery.value = { is: 'saving' }
  },
  kept: (model) => {
    model.delivery.value = { is: 'kept' }
  },
}

it('[U9] nothing is drawn before `soon` says so; then everything at once, once for all acts, and it is the latest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom(...Object.keys(ACTS)), { minLength: 1, maxLength: 6 }), { maxLength: 5 }),
      (tasks) => {
        const model = modelOf(survey)
        const due: (() => void)[] = []
        const { drawn, stop } = drawnModel(model, (draw) => void due.push(draw))
        const signals = ['view', 'delivery', 'receipt', 'locale', 'touched'] as const
        const look = (from: typeof drawn) => signals.map((name) => from[name].value)
        let frames = -1
        const stopLooking = effect(() => {
          look(drawn)
          frames++
        })
        for (const acts of tasks) {
          const before = look(drawn)
          for (const act of acts) ACTS[act]!(model)
          expect(look(drawn)).toEqual(before)
          expect(due.length).toBeLessThanOrEqual(1)
          frames = 0
          for (const draw of due.splice(0)) draw()
          expect(look(drawn)).toEqual(look(model))
          expect(frames).toBeLessThanOrEqual(1)
          expect(due).toEqual([])
        }
        stop()
        stopLooking()
        model.next()
        expect(due).toEqual([])
      },
    ),
  )
})
