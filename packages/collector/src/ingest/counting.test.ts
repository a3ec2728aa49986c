import { expect, it } from 'vitest'
import type { Impressions } from '../store/ports.ts'
import { createCounting } from './counting.ts'

const row = (surveyId: string, seen: number): Impressions => ({
  project: 'pk_shop',
  surveyId,
  surveyVersion: 1,
  mode: 'web',
  day: '2026-11-29',
  locale: 'en',
  showings: 0,
  seen,
  started: 1,
  dismissed: 0,
  suppressed: 0,
})

it('[SV9] counts of many posts share a transaction; each resolves after its own; a failure is told to those it concerns', async () => {
  const written: (readonly Impressions[])[] = []
  let goOn = (): void => {}
  let fails = false
  const counting = createCounting({
    async count(rows) {
      written.push(rows)
      await new Promise<void>((resolve) => {
        goOn = resolve
      })
      if (fails) throw new Error('the store is away')
    },
  })
  const told: string[] = []
  const add = (name: string, ...rows: Impressions[]) =>
    counting.add(rows).then(
      () => void told.push(name),
      () => void told.push(`${name} not`),
    )
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  const all = [add('first', row('b', 1))]
  await turn()
  all.push(add('second', row('b', 2), row('a', 1)), add('third', row('b', 3)))
  await turn()
  expect([written.length, told]).toEqual([1, []])
  fails = true
  goOn()
  await turn()
  expect(told).toEqual(['first not'])
  fails = false
  expect(written[1]).toEqual([row('a', 1), { ...row('b', 5), started: 2 }])
  goOn()
  await Promise.all(all)
  expect([written.length, told]).toEqual([2, ['first not', 'second', 'third']])
})
