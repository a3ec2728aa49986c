import { isNumber, isWhole } from '../model/is-number.ts'
import type { PassState } from './types.ts'

const DAY = 86_400_000

/** A pass as it stands in a store that anyone may have written into; nothing when it is damaged. */
export function readPass(value: unknown): PassState | undefined {
  const pass = value as Partial<Record<keyof PassState, unknown>> | null | undefined
  if (!isObject(pass)) return undefined
  const {
    responseId,
    surveyId,
    surveyVersion,
    subjectId,
    order,
    revision,
    at,
    run,
    receiptCode,
    acts,
    survey,
    writer,
  } = pass
  const sound =
    isWord(responseId) &&
    isWord(surveyId) &&
    isWhole(surveyVersion) &&
    [subjectId, order, receiptCode, writer].every((word) => word === undefined || typeof word === 'string') &&
    isWhole(revision) &&
    revision >= 0 &&
    isNumber(at) &&
    isRun(run) &&
    (acts === undefined || (Array.isArray(acts) && acts.every((act) => isObject(act) && isWord(act['type'])))) &&
    (survey === undefined || (isObject(survey) && survey['id'] === surveyId))
  return sound ? (pass as unknown as PassState) : undefined
}

/** By this device's clock; one from the future was written by a clock that was wrong, and nobody knows its age. */
export function isYoung({ at }: PassState, now: number, keepMs: number): boolean {
  return now - at < keepMs && at < now + DAY
}

function isRun(run: unknown): boolean {
  if (!isObject(run)) return false
  const objects = ['answers', 'context', 'faults', 'questionMs'].every((name) => isObject(run[name]))
  const lists = ['trail', 'skipped'].every((name) => Array.isArray(run[name]))
  const words = ['seed', 'locale', 'status'].every((name) => typeof run[name] === 'string')
  return objects && lists && words && Object.values(run['answers'] as object).every((answer) => isObject(answer))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
