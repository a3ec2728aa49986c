import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON, settled } from '../../test/client-world.ts'
import { advance } from '../engine/advance.ts'
import type { Run, RunEvent } from '../engine/run-state.ts'
import { startRun } from '../engine/start-run.ts'
import type { Survey } from '../model/survey.ts'
import { createPass, type Pass, type PassDeps } from './pass.ts'
import { createRunHandle } from './run-handle.ts'
import type { PassSave } from './saver.ts'

const survey: Survey = {
  schema: 1,
  id: 'after-purchase',
  version: 1,
  title: 'After the purchase',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  quotas: [{ id: 'happy', limit: 1, when: { left: { answer: 'one-score' }, op: 'eq', right: 5 } }],
  pages: ['one', 'two', 'three'].map((id) => ({
    id,
    questions: [{ id: `${id}-score`, kind: 'rating', scale: 'stars5', text: id, required: id === 'one' }],
  })),
}
const start = startRun(survey, { seed: 'seed', locale: 'en', now: NOON, fullQuotas: ['happy'] })
const nothing = (): undefined => undefined

/** A handle whose code that steps it on comes when `come` is called. */
function waitingHandle() {
  let pass: Pass | undefined
  let come = nothing as () => void
  const kept: (readonly RunEvent[])[] = []
  const saved: PassSave[] = []
  const deps: PassDeps = {
    survey,
    responseId: 'r',
    run: start,
    earlier: undefined,
    order: undefined,
    project: 'p',
    mode: 'web',
    isDrawn: true,
    test: true,
    record: undefined,
    writer: 'writer',
    names: {},
    clock: { now: () => NOON, monotonic: () => 0, after: () => nothing },
    saveAfterMs: 400,
    soon: () => nothing,
    saver: {
      save: async (state) => void saved.push(state),
      wrote: nothing,
      listen: () => nothing,
      ready: async () => {},
      hurry: nothing,
    },
    subject: nothing,
    consents: () => [],
    keepsDrafts: () => true,
    marksEnd: () => false,
    receiptCode: () => 'code',
    tell: { changed: nothing, answered: nothing, ended: nothing, saved: nothing, sent: nothing },
  }
  const { handle } = createRunHandle({
    survey,
    responseId: 'r',
    start,
    names: {},
    clock: deps.clock,
    pass: ({ changed }) =>
      new Promise((resolve) => {
        come = () => {
          pass = createPass({ ...deps, tell: { ...deps.tell, changed } })
          resolve(pass)
        }
      }),
    keepActs: async (acts) => {
      kept.push(acts)
      return { is: 'kept' }
    },
    over: nothing,
    reopened: () => undefined,
    forgotten: nothing,
    dismissed: nothing,
    failed: nothing,
    missing: nothing,
  })
  return {
    handle,
    kept,
    saved,
    async come(): Promise<Run> {
      come()
      await settled()
      return pass!.run
    },
  }
}

const press = fc.oneof(
  fc.record({
    act: fc.constant('answer' as const),
    page: fc.constantFrom('one', 'two'),
    value: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ act: fc.constantFrom('next' as const, 'back' as const, 'skip' as const) }),
)
type Press = typeof press extends fc.Arbitrary<infer Value> ? Value : never

function does({ handle }: ReturnType<typeof waitingHandle>, what: Press): void {
  if (what.act === 'answer') handle.answer(`${what.page}-score`, { kind: 'rating', value: what.value })
  else if (what.act === 'skip') handle.skip('one-score')
  else handle[what.act]()
}

describe('[CS4] acts before the code is here', () => {
  it('[CS4] what waited is saved as soon as the code is here, with no pause for a frame: the clock of this page stands', async () => {
    const w = waitingHandle()
    w.handle.answer('one-score', { kind: 'rating', value: 4 })
    w.handle.next()
    await settled()
    expect(w.saved).toEqual([])
    await w.come()
    expect(w.saved.map(({ pass }) => pass?.run.answers)).toEqual([{ 'one-score': { kind: 'rating', value: 4 } }])
  })

  it('two presses on Next, or two taps that go on, turn one page', async () => {
    const w = waitingHandle()
    for (const value of [3, 4]) {
      w.handle.answer('one-score', { kind: 'rating', value })
      w.handle.next()
    }
    const run = await w.come()
    expect(run.at).toEqual({ page: 'two' })
    expect(run.answers['one-score']).toEqual({ kind: 'rating', value: 4 })
    expect(w.handle.current).toMatchObject({ pageId: 'two' })
  })

  it('an answer that makes its page the last one shows it as the last one at once', () => {
    const { handle } = waitingHandle()
    const answer = (value: number) => handle.answer('one-score', { kind: 'rating', value })
    answer(4)
    expect(handle.current).toMatchObject({ pageId: 'one', isLast: false })
    answer(5)
    expect(handle.current).toMatchObject({ pageId: 'one', isLast: true })
    answer(1)
    expect(handle.current).toMatchObject({ pageId: 'one', isLast: false })
  })

  it('Next that met a fault counts again once the question is answered', async () => {
    const w = waitingHandle()
    w.handle.next()
    w.handle.answer('one-score', { kind: 'rating', value: 2 })
    w.handle.next()
    expect((await w.come()).at).toEqual({ page: 'two' })
  })

  it('any presses: as if each were made with the code here, on the page that is shown; what is written down says the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(press, { maxLength: 10 }), async (presses) => {
        const w = waitingHandle()
        for (const each of presses) {
          does(w, each)
          // the next answer is made from the latest one
          if (each.act === 'answer')
            expect(w.handle.latest(`${each.page}-score`)).toEqual({ kind: 'rating', value: each.value })
        }
        // the first page stands on the screen all the while: once it was turned, its buttons do nothing
        let wanted = start
        for (const each of presses) {
          const isHere = typeof wanted.at === 'object' && wanted.at.page === 'one'
          if (each.act === 'answer') {
            const value = { kind: 'rating', value: each.value } as const
            wanted = advance(survey, wanted, { type: 'answered', questionId: `${each.page}-score`, value, at: NOON })
          } else if (isHere && each.act === 'skip')
            wanted = advance(survey, wanted, { type: 'skipped', questionId: 'one-score', at: NOON })
          else if (isHere && each.act !== 'skip') wanted = advance(survey, wanted, { type: each.act, at: NOON })
        }
        await w.handle.saved()
        const written = (w.kept.at(-1) ?? []).reduce((run, act) => advance(survey, run, act), start)
        if (w.kept.length) expect(written).toEqual(wanted)
        if (presses.length) expect(await w.come()).toEqual(wanted)
        for (const { id } of survey.pages) expect(w.handle.latest(`${id}-score`)).toEqual(wanted.answers[`${id}-score`])
      }),
      { numRuns: 300 },
    )
  })
})
