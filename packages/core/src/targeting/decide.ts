import type { SurveyId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import type { UrlRule } from '../model/targeting.ts'
import { govern } from './governor.ts'
import { filtersHold } from './property-filter.ts'
import { type Decision, no, type Suppressed } from './reasons.ts'
import { stableHash } from './stable-hash.ts'
import { triggerMeets } from './trigger.ts'
import { matchesPattern } from './url-pattern.ts'
import { isNo, urlFits } from './url-rule.ts'
import type { Governor, Visit } from './visit.ts'

/** The part of a survey that a decision reads. @public */
export type Candidate = Pick<Survey, 'id' | 'targeting' | 'priority' | 'quotas'>

/** The survey to show, if any, and what was decided about each. @public */
export interface Chosen<Item extends Candidate = Candidate> {
  /** The one to show. Absent: none. */
  readonly survey?: Item
  /** What was decided, by survey id. */
  readonly decisions: Readonly<Record<SurveyId, Decision>>
}

/**
 * Shall this survey be shown now? Reads only its arguments and never throws: a definition that cannot be
 * read is `broken-rule`. The same function serves the page, `explain()` and the collector.
 * @public
 */
export function decide(survey: Candidate, visit: Visit, governor: Governor): Decision {
  try {
    if (visit.force) return { show: true, reason: 'forced', evidence: {} }
    return (
      target(survey, visit, governor) ??
      (isDoor(survey) || visit.test ? undefined : govern(visit, governor)) ?? {
        show: true,
        reason: 'matched',
        evidence: { on: visit.event?.on },
      }
    )
  } catch (error) {
    return no('broken-rule', { error: `${error}` })
  }
}

/**
 * Decides about all surveys and picks the one of highest `priority`; equals keep the order of the list. An
 * always-open door comes after every question, and is not put off by one.
 * @public
 */
export function choose<Item extends Candidate>(
  surveys: readonly Item[],
  visit: Visit,
  governor: Governor,
): Chosen<Item> {
  const decisions: Record<SurveyId, Decision> = {}
  let best: Item | undefined
  for (const survey of surveys) {
    const decision = decide(survey, visit, governor)
    decisions[survey.id] = decision
    if (decision.show && (!best || rank(survey) > rank(best))) best = survey
  }
  if (!best) return { decisions }
  for (const survey of surveys)
    if (survey !== best && !isDoor(survey) && decisions[survey.id]!.show)
      decisions[survey.id] = no('lower-priority', { by: best.id })
  return { survey: best, decisions }
}

function isDoor(survey: Candidate): boolean | undefined {
  return survey.targeting?.alwaysOpen
}

// a door waits behind every question and is put off by none
function rank(survey: Candidate): number {
  return isDoor(survey) ? -1 / 0 : (survey.priority ?? 0)
}

/** Who, where and when: the rules of one survey, first to last. */
function target(
  { id, quotas, targeting = {} }: Candidate,
  visit: Visit,
  { fullQuotas }: Governor,
): Suppressed | undefined {
  const { triggers, url, devices, locales, touchpoints, order, traits, percentage = 100, schedule } = targeting
  const { event, now, device, touchpoint, locale } = visit
  const full = fullQuotas && Object.hasOwn(fullQuotas, id) ? fullQuotas[id] : undefined
  const share = percentage < 100 && !visit.test ? drawn(id, visit) : 0
  return (
    (event?.on !== 'call' &&
      !triggers?.some(
        (trigger) =>
          triggerMeets(trigger, event) &&
          (!('where' in trigger) || filtersHold(trigger.where, event?.on === 'event' ? event.properties : visit.order)),
      ) &&
      no('no-trigger', { wanted: triggers, found: event })) ||
    (url && !urlFits(url, visit.url, patternHolds) && no('url', { wanted: url, found: visit.url })) ||
    (devices && !devices.includes(device!) && no('device', { wanted: devices, found: device })) ||
    (locales && !locales.some((tag) => speaks(tag, locale)) && no('locale', { wanted: locales, found: locale })) ||
    (touchpoints &&
      !touchpoints.includes(touchpoint!) &&
      no('touchpoint', { wanted: touchpoints, found: touchpoint })) ||
    (!filtersHold(order, visit.order) && no('order', { wanted: order, found: visit.order })) ||
    (!filtersHold(traits, visit.traits) && no('traits', { wanted: traits, found: visit.traits })) ||
    (schedule &&
      !(
        (schedule.from === undefined || now >= Date.parse(schedule.from)) &&
        now < Date.parse(schedule.until ?? '9999')
      ) &&
      no('schedule', { wanted: schedule, found: now })) ||
    (full &&
      quotas?.some((quota) => !quota.when && full.includes(quota.id)) &&
      no('quota-full', { wanted: quotas, found: full })) ||
    (share > percentage && no('sample', { wanted: percentage, found: share })) ||
    undefined
  )
}

/** A pattern that cannot be read fails both `matches` and `not_matches`: nothing is shown by mistake. */
function patternHolds(rule: UrlRule, url: string): boolean {
  const found = matchesPattern(rule.value, url)
  return found !== undefined && found !== isNo(rule)
}

function speaks(tag: string, locale: string): boolean {
  return tag === locale || `${locale}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase())
}

/** Above 0 up to 100, the same for the same survey and person. */
function drawn(id: SurveyId, visit: Visit): number {
  return ((stableHash(`${id}:${visit.key}`) + 1) / 2 ** 32) * 100
}
