import { describe, expect, expectTypeOf, it } from 'vitest'
import { type World, world } from '../../test/client-world.ts'
import type { AnswerKind, AnswerOf } from '../model/answer.ts'
import type { QuestionKind, QuestionOf, RatingQuestion } from '../model/question.ts'
import type { Explanation } from '../targeting/explain.ts'
import type { Client, ShowResult } from './client.ts'
import type { FeedbackEvents } from './events.ts'
import { EVENT_NAMES } from './events.ts'

describe('the face of a client, as an app sees it', () => {
  it('a listener gets what its event says, and no other', () => {
    const { client } = world()
    client.on('complaint.sent', (event) => {
      expectTypeOf(event).toEqualTypeOf<FeedbackEvents['complaint.sent']>()
      expectTypeOf(event.receiptCode).toBeString()
    })
    client.on('suppressed', ({ surveyId, at }) => {
      expectTypeOf(surveyId).toBeString()
      expectTypeOf(at).toBeNumber()
    })
    // @ts-expect-error a dismissal has no receipt
    client.on('survey.dismissed', ({ receiptCode }) => receiptCode)
    const isString = (event: string) => event
    // @ts-expect-error an event is no text
    client.on('ready', isString)
    // @ts-expect-error a listener of another event
    client.off('ready', (event: FeedbackEvents['suppressed']) => event.reason)
    expectTypeOf<ReturnType<Client['on']>>().toEqualTypeOf<() => void>()
  })

  it('every event of the map has its name in the list', () => {
    const names = EVENT_NAMES satisfies readonly (keyof FeedbackEvents)[]
    expectTypeOf<(typeof names)[number]>().toEqualTypeOf<keyof FeedbackEvents>()
    expect(new Set(names).size).toBe(names.length)
  })

  it('what is asked for is answered in documented types', () => {
    expectTypeOf<Client['explain']>().returns.resolves.toEqualTypeOf<Explanation>()
    for (const ask of ['purchase', 'track', 'show', 'complain'] as const)
      expectTypeOf<Client[typeof ask]>().returns.resolves.toEqualTypeOf<ShowResult>()
    expectTypeOf<Explanation['decisions'][number]['reason']>().toExtend<string>()
  })

  it('a run is there only once something is shown, a reason only when not', () => {
    const told = (result: ShowResult) => {
      // @ts-expect-error not known yet
      void result.run
      if (result.shown) expectTypeOf(result.run.next).toBeFunction()
      else expectTypeOf(result.reason).toExtend<string>()
    }
    expectTypeOf(told).parameter(0).toEqualTypeOf<ShowResult>()
  })

  it('an answer and a question are found by their kind', () => {
    expectTypeOf<AnswerKind>().toExtend<QuestionKind>()
    expectTypeOf<AnswerOf<'rating'>['value']>().toEqualTypeOf<number | 'na'>()
    expectTypeOf<QuestionOf<'rating'>>().toEqualTypeOf<RatingQuestion>()
    const { client }: Pick<World, 'client'> = world()
    const wrong = async () => {
      const run = await client.start('after')
      // @ts-expect-error a rating has a value
      run.answer('q', { kind: 'rating', text: 'x' })
    }
    expectTypeOf(wrong).returns.resolves.toBeVoid()
  })
})
