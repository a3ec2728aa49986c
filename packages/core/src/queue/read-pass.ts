import { isNumber, isWhole } from '../model/is-number.ts'
import { isObject } from './is-object.ts'
import type { PassState } from './types.ts'

const DAY = 86_400_000

/** A pass as it stands in a store that anyone may have written into; nothing when it is damaged. */
export function readPass(value: unknown): PassState | undefined {
  if (!isObject(value)) return undefined
  const { revision, run, acts, survey } = value
  const isSound =
    ['responseId', 'surveyId'].every((name) => isText(value[name]) && value[name]) &&
    ['subjectId', 'order', 'receiptCode', 'writer'].every((name) => value[name] === undefined || isText(value[name])) &&
    isWhole(value['surveyVersion']) &&
    isWhole(revision) &&
    revision >= 0 &&
    isNumber(value['at']) &&
    isRun(run) &&
    (acts === undefined ||
      (Array.isArray(acts) && acts.every((act) => isObject(act) && act['type'] && isText(act['type'])))) &&
    (survey === undefined || (isObject(survey) && survey['id'] === value['surveyId']))
  return isSound ? (value as unknown as PassState) : undefined
}

/** By this device's clock; one from the future was written by a clock that was wrong, and nobody knows its age. */
export function isYoung({ at }: PassState, now: number, keepMs: number): boolean {
  return now - at < keepMs && at < now + DAY
}

function isRun(run: unknown): boolean {
  return (
    isObject(run) &&
    ['answers', 'context', 'faults', 'questionMs'].every((name) => isObject(run[name])) &&
    ['trail', 'skipped'].every((name) => Array.isArray(run[name])) &&
    ['seed', 'locale', 'status'].every((name) => isText(run[name])) &&
    Object.values(run['answers'] as object).every(isObject)
  )
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
