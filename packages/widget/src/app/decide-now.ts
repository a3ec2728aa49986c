import {
  choose,
  type Decision,
  decide,
  type Governor,
  type Happening,
  type Ledger,
  type Survey,
  type Visit,
} from '@frankly/core'
import { sessionSince } from '../state/session-since.ts'
import type { AppCore, ShowResult } from './core.ts'
import { ledgerOf } from './standing.ts'
import { visitOf } from './visit.ts'

/** Decides about one survey at this moment; tells of a no and gives it. `undefined` as occasion: it was called by name. */
export async function refuse(
  core: AppCore,
  survey: Survey,
  occasion: Happening | undefined,
): Promise<ShowResult | undefined> {
  const decision = decide(survey, ...(await moment(core, occasion)))
  return decision.show ? undefined : suppress(core, survey.id, decision)
}

/** Decides about all surveys, tells of each that was near, and gives the one to show. */
export async function chooseNow(
  core: AppCore,
  surveys: readonly Survey[],
  occasion: Happening,
): Promise<Survey | undefined> {
  const { survey, decisions } = choose(surveys, ...(await moment(core, occasion)))
  for (const [id, decision] of Object.entries(decisions))
    if (!decision.show && decision.reason !== 'no-trigger') suppress(core, id, decision)
  return survey
}

function suppress(
  { host }: AppCore,
  surveyId: string,
  { reason, evidence }: Extract<Decision, { show: false }>,
): ShowResult {
  // its definition cannot be read, or the page has taken away what reads it
  if (reason === 'broken-rule') host.warn(`the rules of "${surveyId}" cannot be asked`, evidence['error'])
  host.emit('suppressed', { surveyId, reason, evidence })
  return { shown: false, reason }
}

/** The shop's rules, what is known of this customer, and what the collector calls full. */
export function governorOf(core: AppCore, ledger: Ledger): Governor {
  const { governor: policy = {}, fullQuotas } = core.config() ?? {}
  return { policy, ledger, ...(fullQuotas && { fullQuotas }) }
}

async function moment(core: AppCore, happening: Happening = { on: 'call' }): Promise<[Visit, Governor]> {
  const ledger = await ledgerOf(core)
  const open = core.floats.at(-1)
  return [
    visitOf(core.host, {
      happening,
      sessionStart: sessionSince(core.memory, core.host.facts.startedAt, true),
      ...(open && { open: open.survey.id }),
    }),
    governorOf(core, ledger),
  ]
}
