import { choose, type Decision, decide, EMPTY_LEDGER, type Happening, type Survey } from '@frankly/core'
import type { Occasion } from '../triggers/watch.ts'
import type { AppCore } from './core.ts'
import { happeningOf, visitOf } from './visit.ts'

/** Decides about one survey at this moment. `undefined`: it was called by name. */
export function decideNow(core: AppCore, survey: Survey, occasion: Occasion | undefined): Decision {
  return decide(survey, ...moment(core, occasion))
}

/** Decides about all surveys, tells of each that was near, and gives the one to show. */
export function chooseNow(core: AppCore, surveys: readonly Survey[], occasion: Occasion): Survey | undefined {
  const { survey, decisions } = choose(surveys, ...moment(core, occasion))
  for (const [id, decision] of Object.entries(decisions))
    if (!decision.show && decision.reason !== 'no-trigger') core.suppress(id, decision)
  return survey
}

function moment(
  core: AppCore,
  occasion: Occasion | undefined,
): [Parameters<typeof decide>[1], Parameters<typeof decide>[2]] {
  const open = core.floating()
  const happening: Happening = occasion ? happeningOf(occasion) : { on: 'call' }
  return [
    visitOf(core.host, { happening, ...(open && { open: open.survey.id }) }),
    { policy: core.config()?.governor ?? {}, ledger: core.book.read() ?? EMPTY_LEDGER },
  ]
}
