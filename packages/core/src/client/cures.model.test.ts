import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../test/client/device.ts'
import { type Step, Story } from '../../test/client/story.ts'
import { modelRuns, SAME_STORIES } from '../../test/model-runs.ts'

/**
 * Each story begins at the fault that one cure is for. It must hold with the cure; with the cure taken out, at a door of
 * the model's world, the check must find it. What stands in shipped code and has no such door is taken out by hand:
 * `docs/spec/client.md`, "How the rules are checked".
 */
const RUNS = modelRuns(60)
const LIMIT_MS = 120_000 + 300 * RUNS

type Tale = readonly (readonly [number, Step])[]
interface Cure {
  readonly name: string
  /** Taken out. Absent: by hand. */
  readonly faults: readonly (readonly [Fault, RegExp])[]
  readonly isLate?: boolean
  readonly hasLocks?: boolean
  readonly tale: fc.Arbitrary<Tale>
  /** What else must be true when the tale was told and before all faults are lifted. */
  readonly after?: (run: Story) => Promise<void>
  /** What else must be true at the end. */
  readonly last?: (run: Story) => void
}

const steps = (count: number) => ({ do: 'steps', count }) as const
const show = (order: number, force = false) => ({ do: 'show', order, force }) as const
const answer = (question: 'a' | 'b') => ({ do: 'answer', question, big: false }) as const
const pass = (ms: number) => ({ do: 'pass', ms }) as const
const said = [
  [0, show(1)],
  [0, steps(40)],
  [0, answer('a')],
] as const satisfies Tale

const lostEnd: fc.Arbitrary<Tale> = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(8)).map(([lost, more]) => [
  ...said,
  [0, { do: 'next' }],
  [0, pass(2500)],
  [0, steps(100)],
  [0, answer('b')],
  [0, pass(2500)],
  [0, steps(100)],
  [0, { do: 'power', lost }],
  [0, show(1)],
  [0, steps(100)],
  // on whichever page it stands
  [0, answer('a')],
  [0, answer('b')],
  [0, pass(500)],
  [0, steps(more)],
])

const cures: readonly Cure[] = [
  {
    name: '[Q32] CI1 the disk lost its end, the pass is resumed, other words are said',
    faults: [
      ['overtaken-is-delivered', /CI1 /],
      ['words-are-dropped', /CI1 /],
      ['height-is-hidden', /Q32 /],
    ],
    tale: lostEnd,
  },
  {
    name: '[CS4] the page dies before the code for its acts has come',
    faults: [['acts-are-not-written', /S4 /]],
    isLate: true,
    tale: fc.constant([...said, [0, steps(60)], [0, { do: 'crash' }], [0, show(1)], [0, steps(60)]]),
  },
  {
    name: '[P1] another page shows the pass while it stands here',
    faults: [['locks-are-shared', /P1 /]],
    tale: fc.constant([...said, [0, pass(2500)], [1, show(1, true)], [1, steps(100)], [1, answer('a')]]),
  },
  {
    name: '[P2] [Q30] a page dies in the midst of saving: what lies on the device is before the customer again',
    faults: [['draft-comes-later', /P2 /]],
    tale: fc.nat(30).map((count) => [...said, [0, { do: 'next' }], [0, steps(count)], [0, { do: 'crash' }]]),
    async after(run) {
      const word = [...run.words.values()][0]
      const isHere = word && run.isSafe(word)
      await run.play(0, show(1))
      await run.steps(300)
      const again = run.screens.at(-1)
      if (isHere) expect([...(again?.words.values() ?? [])], 'P2 shown again').toContain(word)
    },
  },
  {
    name: '[Q26] another page withdraws while a record is being written',
    faults: [['looked-at-before', /Q26 /]],
    tale: fc
      .nat(8)
      .map((count) => [
        [0, { do: 'network', is: 'down' }],
        [0, show(2)],
        [0, steps(40)],
        [0, answer('a')],
        [0, pass(2500)],
        [0, { do: 'dismiss' }],
        [0, steps(200)],
        ...said,
        [0, { do: 'next' }],
        [0, steps(count)],
        [1, { do: 'withdraw' }],
      ]),
    last(run) {
      for (const word of run.words.values()) expect(run.isReceived(word), `Q26 ${word.text} was withdrawn`).toBe(false)
    },
  },
  {
    name: '[W1] a pass that was left before its code came is taken back',
    faults: [],
    isLate: true,
    tale: fc.tuple(fc.nat(12), fc.nat(12)).map(([few, more]) => [
      // what no store took is known to no erasure either
      [0, { do: 'full' }],
      ...said,
      [0, steps(few)],
      [0, { do: 'leave' }],
      [0, steps(more)],
      [0, { do: 'withdraw' }],
    ]),
  },
  {
    name: '[W1] what was closed a moment ago and is on its way to the queue is taken back',
    faults: [],
    tale: fc
      .tuple(fc.nat(12), fc.nat(12))
      .map(([few, more]) => [
        ...said,
        [0, steps(few)],
        [0, { do: 'dismiss' }],
        [0, steps(more)],
        [0, { do: 'withdraw' }],
      ]),
  },
  {
    name: '[I16] CI1 an erasure comes late: what the same person said after it stays',
    faults: [['subject-is-proof', /CI1 /]],
    tale: fc
      .nat(12)
      .map((count) => [
        [0, { do: 'identify', who: 'anna' }],
        [1, { do: 'identify', who: 'anna' }],
        [0, { do: 'network', is: 'down' }],
        [1, { do: 'withdraw' }],
        [0, steps(60)],
        [0, { do: 'network', is: 'fine' }],
        ...said,
        [0, pass(450)],
        [0, steps(count)],
      ]),
  },
  {
    name: '[W1] what was said on a screen that another page took back is taken up again',
    faults: [],
    isLate: true,
    tale: fc
      .nat(12)
      .map((count) => [
        ...said,
        [1, { do: 'network', is: 'down' }],
        [1, { do: 'withdraw' }],
        [0, answer('a')],
        [0, steps(40)],
        [0, { do: 'crash' }],
        [0, { do: 'network', is: 'fine' }],
        [0, show(1)],
        [0, steps(count)],
      ]),
  },
  {
    name: '[CS1] without a lock manager: acts that the page itself sends as those of another',
    faults: [],
    isLate: true,
    hasLocks: false,
    tale: fc
      .tuple(fc.nat(60), fc.nat(60))
      .map(([few, more]) => [
        ...said,
        [0, steps(few)],
        [0, { do: 'queue-code' }],
        [0, steps(more)],
        [0, answer('a')],
        [0, { do: 'runs-code' }],
        [0, pass(450)],
        [0, steps(few)],
        [0, answer('a')],
        [0, pass(450)],
      ]),
  },
  {
    name: '[P3] who becomes known and says nothing more: the next one is not shown their words',
    faults: [],
    tale: fc
      .nat(60)
      .map((count) => [
        ...said,
        [0, pass(2500)],
        [0, steps(100)],
        [0, { do: 'identify', who: 'anna' }],
        [0, steps(count)],
        [0, { do: 'identify', who: 'boris' }],
        [0, steps(60)],
        [0, show(1)],
        [0, steps(100)],
      ]),
  },
  {
    name: '[CS4] [Q31] acts of one moment, written in whatever order: the last ones are made an answer of',
    faults: [],
    isLate: true,
    tale: fc
      .nat(20)
      .map((count) => [
        ...said,
        [0, steps(1)],
        [0, { do: 'identify', who: 'anna' }],
        [0, answer('a')],
        [0, answer('a')],
        [0, steps(count)],
        [0, { do: 'crash' }],
        [0, show(1)],
      ]),
  },
  {
    name: '[CS1] CI5 the disk is full by the time the queue comes: what was kept there is still kept',
    faults: [],
    isLate: true,
    tale: fc
      .nat(40)
      .map((count) => [
        [0, { do: 'network', is: 'down' }],
        [0, { do: 'runs-code' }],
        ...said,
        [0, pass(2500)],
        [0, steps(40)],
        [0, { do: 'full' }],
        [0, { do: 'queue-code' }],
        [0, steps(count)],
      ]),
  },
  {
    name: '[Q26] CI4 what waits is looked for during a withdrawal: the page goes on sending',
    faults: [],
    tale: fc
      .nat(12)
      .map((count) => [
        ...said,
        [0, pass(2500)],
        [0, { do: 'drain' }],
        [0, steps(count)],
        [0, { do: 'withdraw' }],
        [0, show(2)],
        [0, steps(60)],
        [0, answer('a')],
      ]),
  },
]

function check({ tale, isLate = false, hasLocks = true, after, last }: Cure, fault?: Fault) {
  return fc.check(
    fc.asyncProperty(fc.scheduler(), tale, fc.integer(), async (scheduler, story, seed) => {
      const run = new Story(scheduler, seed, hasLocks, isLate, 2, fault)
      for (const [page, one] of story) await run.play(page, one)
      await after?.(run)
      await run.end()
      run.check()
      last?.(run)
    }),
    { numRuns: RUNS, ...SAME_STORIES, endOnFailure: true },
  )
}
const saidOf = ({ errorInstance }: { readonly errorInstance: unknown }): string => String(errorInstance ?? 'holds')

describe.each(cures)('$name', (cure) => {
  it('holds', async () => expect(saidOf(await check(cure))).toBe('holds'), LIMIT_MS)
  if (cure.faults.length)
    it.each(cure.faults)(
      'is seen to be broken: %s',
      async (fault, says) => expect(saidOf(await check(cure, fault))).toMatch(says),
      LIMIT_MS,
    )
})
