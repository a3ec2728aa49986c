import { expect, it } from 'vitest'
import { survey } from '../../test/client-world.ts'
import { checkSurvey } from '../check/check-survey.ts'
import type { PropertyFilter } from '../model/targeting.ts'
import { checkTargeting } from './check-targeting.ts'

it('[T6] an unsafe pattern is a fault of the definition, with its path and what to write instead', () => {
  const checked = checkSurvey(
    survey({
      targeting: {
        url: [
          { op: 'contains', value: '(' },
          { op: 'matches', value: '(a+)+' },
        ],
      },
    }),
  )
  expect(checked).toMatchObject({
    ok: false,
    issues: [
      { code: 'pattern-unsafe', path: 'targeting.url[1].value', found: '(a+)+', hint: expect.stringContaining('|') },
    ],
  })
  expect(checkTargeting({ url: { op: 'not_matches', value: '(' } })).toMatchObject([{ path: 'targeting.url.value' }])
  expect(checkTargeting({ url: { op: 'matches', value: '/thanks|/danke' } })).toEqual([])
})

it('[T7] a filter whose value does not suit its comparison is a fault', () => {
  const codes = (filter: PropertyFilter) => checkTargeting({ order: [filter] }).map(({ path }) => path)
  expect(codes({ key: 'value', op: 'in', value: 'a' })).toEqual(['targeting.order[0].value'])
  expect(codes({ key: 'value', op: 'lt', value: true })).toEqual(['targeting.order[0].value'])
  expect(codes({ key: 'value', op: 'eq' })).toEqual(['targeting.order[0].value'])
  expect(codes({ key: 'value', op: 'exists', value: 1 })).toEqual(['targeting.order[0].value'])
  expect(codes({ key: 'value', op: 'exists' })).toEqual([])
  expect(codes({ key: 'value', op: 'in', value: ['a'] })).toEqual([])
  expect(codes({ key: 'firstOrder', op: 'eq', value: true })).toEqual([])
  const where = [{ key: 'count', op: 'contains' }] as const
  expect(checkTargeting({ triggers: [{ on: 'page' }, { on: 'event', name: 'x', where }] })).toMatchObject([
    { path: 'targeting.triggers[1].where[0].value' },
  ])
})

it('[T9] a schedule that ends before it begins is a fault', () => {
  expect(checkTargeting({ schedule: { from: '2026-12-01', until: '2026-11-01' } })).toMatchObject([
    { code: 'schedule-empty', path: 'targeting.schedule.until' },
  ])
  expect(checkTargeting({ schedule: { from: '2026-11-01', until: '2026-12-01' } })).toEqual([])
  expect(checkTargeting(undefined)).toEqual([])
})
