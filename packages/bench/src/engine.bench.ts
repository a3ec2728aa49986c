import { checkSurvey } from '@frankly/core'
import { type Run, startRun, viewOf } from '@frankly/core/engine'
import { readSurvey } from '@frankly/core/model'
import { choose, decide } from '@frankly/core/targeting'
import { Model } from 'survey-core-latest'
import { OURS, THEIRS } from './engine/definition.ts'
import { GOVERNOR, plainLoop, SURVEYS, VISIT } from './engine/rules.ts'
import { timed } from './engine/timed.ts'
import { ourWalk, theirModel, theirWalk } from './engine/walks.ts'

/** One comparison. */
export interface Row {
  readonly what: string
  /** Milliseconds of processor time, median. */
  readonly ours: number
  readonly theirs: number
  readonly against: string
  /** ours ÷ theirs: below 1 we are ahead. */
  readonly ratio: number
  /** The ratio that must not be passed. */
  readonly ceiling: number
}

const STEPS = 10_000
const LIBRARY = 'survey-core 3.1.1'
const OUR_JSON = JSON.stringify(OURS)
const THEIR_JSON = JSON.stringify(THEIRS)

/** Measures everything, in one run. Throws when the two sides do not do the same. */
export async function run(): Promise<Row[]> {
  for (let pass = 0; pass < 5; pass++) same(`way ${pass}`, ourWalk(pass).path, theirWalk(pass).path)
  const shown = SURVEYS.flatMap((survey, at) => (decide(survey, VISIT, GOVERNOR).show ? [at] : []))
  same('decisions', String(shown), String(plainLoop()))
  return [...parsing(), ...stepping(), ...deciding()]
}

function parsing(): Row[] {
  let sink = 0
  const [parse, check, theirParse] = timed(
    [
      {
        times: 20,
        work() {
          const survey = readSurvey(JSON.parse(OUR_JSON))!
          const begun: Run = startRun(survey, { seed: 's', locale: 'en', now: 0 })
          sink += viewOf(survey, begun).screen.length
        },
      },
      {
        work() {
          if (!checkSurvey(JSON.parse(OUR_JSON)).ok) throw new Error('our own definition is refused')
        },
      },
      {
        work() {
          const model = new Model(JSON.parse(THEIR_JSON))
          sink += model.currentPage.visibleQuestions[0]!.locTitle.renderedHtml.length
        },
      },
    ],
    15,
    4,
  ) as [number, number, number]
  if (sink === 0) throw new Error('nothing was done')
  return [
    row('parse 40 questions, to the first page', parse, theirParse, LIBRARY, 1),
    row('the same with every check of the definition', check, theirParse, LIBRARY, 1),
  ]
}

function stepping(): Row[] {
  let model = theirModel()
  let theirDone = 1
  const [steps, theirWalkMs] = timed(
    [
      { work: () => walk() },
      {
        prepare: () => {
          model = theirModel()
        },
        work: () => {
          theirDone = theirWalk(1, model).steps
        },
      },
    ],
    7,
    2,
  ) as [number, number]
  // of a slower side only one way is measured, and counted as so many
  const theirSteps = (theirWalkMs / theirDone) * STEPS
  return [row(`${STEPS} answer steps`, steps, theirSteps, LIBRARY, 1)]
}

function deciding(): Row[] {
  let sink = 0
  const [each, chosen, plain] = timed(
    [
      {
        times: 50,
        work() {
          for (const survey of SURVEYS) if (decide(survey, VISIT, GOVERNOR).show) sink++
        },
      },
      {
        times: 50,
        work() {
          if (choose(SURVEYS, VISIT, GOVERNOR).survey) sink++
        },
      },
      {
        times: 50,
        work() {
          sink += plainLoop().length
        },
      },
    ],
    30,
    10,
  ) as [number, number, number]
  if (sink === 0) throw new Error('nothing was done')
  return [
    row('decide() over 200 surveys', each, plain, 'plain loop', 5),
    row('choose() of 200 surveys', chosen, plain, 'plain loop', 5),
  ]
}

function row(what: string, ours: number, theirs: number, against: string, ceiling: number): Row {
  return { what, ours, theirs, against, ratio: ours / theirs, ceiling }
}

function walk(): void {
  for (let done = 0, pass = 0; done < STEPS; pass++) done += ourWalk(pass).steps
}

function same(what: string, ours: string, theirs: string): void {
  if (ours !== theirs) throw new Error(`${what} differ: ${ours} against ${theirs}`)
}

if (import.meta.main) {
  const rows = await run()
  const cells = rows.map(({ what, ours, theirs, against, ratio, ceiling }) => [
    what,
    ours.toFixed(3),
    theirs.toFixed(3),
    against,
    ratio.toPrecision(2),
    ratio <= ceiling ? `≤ ${ceiling}` : `OVER ${ceiling}`,
  ])
  for (const line of [['', 'ours ms', 'theirs ms', 'against', 'ratio', 'ceiling'], ...cells])
    console.log(line.map((cell, at) => (at === 0 ? cell.padEnd(44) : cell.padStart(at === 3 ? 19 : 11))).join(''))
  if (rows.some(({ ratio, ceiling }) => ratio > ceiling)) process.exitCode = 1
}
