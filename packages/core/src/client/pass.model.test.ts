import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Network } from '../../test/client/device.ts'
import { type Question, type Step, Story } from '../../test/client/story.ts'
import { modelRuns, SAME_STORIES } from '../../test/model-runs.ts'

const RUNS = modelRuns(60)
const LIMIT_MS = 120_000 + 300 * RUNS
const DAY = 86_400_000

const of = <const Names extends string>(...names: Names[]) => fc.record({ do: fc.constantFrom(...names) })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('show' as const),
      order: fc.constantFrom(0, 0, 1, 1, 2),
      force: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      question: fc.constantFrom<Question>('a', 'b', 'c'),
      big: fc.nat(5).map((n) => n === 5),
    }),
  },
  { weight: 3, arbitrary: of('next') },
  { weight: 5, arbitrary: of('back', 'submit', 'dismiss', 'leave', 'retry') },
  { weight: 6, arbitrary: of('hide', 'reload', 'crash', 'full', 'version', 'runs-code', 'queue-code', 'drain') },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('identify' as const),
      who: fc.constantFrom(undefined, 'anna', 'anna', 'boris'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('power' as const), lost: fc.nat(4) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('network' as const),
      is: fc.constantFrom<Network>('fine', 'fine', 'fine', 'down', 'reply-lost', 'doubled', 'half', 'hangs', 'box'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('replay' as const), nth: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('clock' as const), ms: fc.constantFrom(-DAY, DAY, 3650 * DAY) }),
  },
  {
    weight: 7,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 450, 2500, 21_000, 400_000) }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('steps' as const), count: fc.integer({ min: 1, max: 10 }) }) },
)

/** Somebody has begun to speak, else most stories say nothing. */
const beginning = fc.constantFrom<readonly [number, Step][]>(
  [],
  [
    [0, { do: 'show', order: 0, force: false }],
    [0, { do: 'steps', count: 12 }],
    [0, { do: 'answer', question: 'a', big: false }],
  ],
  [
    [0, { do: 'show', order: 1, force: false }],
    [0, { do: 'steps', count: 12 }],
    [0, { do: 'answer', question: 'a', big: false }],
    [0, { do: 'next' }],
    [0, { do: 'pass', ms: 2500 }],
    [0, { do: 'answer', question: 'b', big: false }],
  ],
)
const told = (steps: fc.Arbitrary<Step>) =>
  fc
    .tuple(beginning, fc.array(fc.tuple(fc.nat(1), steps), { minLength: 5, maxLength: 40 }))
    .map(([first, more]) => [...first, ...more])

const withdrawing: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: step },
  { weight: 2, arbitrary: of('withdraw') },
)

it.each([
  ['with a lock manager', true, false, step],
  ['without a lock manager', false, false, step],
  ['code that comes late', true, true, step],
  ['code that comes late, without a lock manager', false, true, step],
  ['withdrawals', true, false, withdrawing],
  ['withdrawals and code that comes late', true, true, withdrawing],
] as const)(
  'CI1 CI2 CI3 CI4 CI5 CI6: two pages, resumed passes, lost ends of the disk, every kind of reply; %s',
  async (_name, hasLocks, isLate, steps) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), told(steps), fc.integer(), async (scheduler, story, seed) => {
        const run = new Story(scheduler, seed, hasLocks, isLate)
        for (const [page, one] of story) await run.play(page, one)
        await run.end()
        run.check()
      }),
      { numRuns: RUNS, ...SAME_STORIES },
    )
  },
  LIMIT_MS,
)

it(
  'CI4 a box that refuses large bodies holds up no small one',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { minLength: 2, maxLength: 6 }),
        fc.integer(),
        async (scheduler, sizes, seed) => {
          const run = new Story(scheduler, seed, true, false, 1)
          await run.play(0, { do: 'network', is: 'down' })
          for (const [i, big] of sizes.entries()) {
            await run.play(0, { do: 'show', order: i, force: true })
            await run.steps(50)
            await run.play(0, { do: 'answer', question: 'a', big: false })
            await run.play(0, { do: 'next' })
            await run.play(0, { do: 'answer', question: 'b', big })
          }
          await run.play(0, { do: 'network', is: 'box' })
          run.pages[0]!.fire('online')
          for (let i = 0; i < 10; i++) await run.device.pass(3 * 60_000, () => run.steps(500))
          for (const { words } of run.screens)
            for (const word of words.values())
              if (![...words.values()].some(({ isBig }) => isBig))
                expect(run.isReceived(word), `CI4 ${word.text} waits behind a large one`).toBe(true)
          await run.end()
          run.check()
        },
      ),
      { numRuns: Math.ceil(RUNS / 5), ...SAME_STORIES },
    )
  },
  LIMIT_MS,
)
