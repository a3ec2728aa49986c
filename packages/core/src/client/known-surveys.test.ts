import { describe, expect, it } from 'vitest'
import { survey } from '../../test/client-world.ts'
import type { Survey } from '../model/survey.ts'
import type { ProjectConfig } from '../wire/config.ts'
import { complaintOf, knownSurveys } from './known-surveys.ts'
import { type ClientOptions, resolveOptions } from './options.ts'

function known(options: Partial<ClientOptions>, config?: Partial<ProjectConfig>) {
  const warned: string[] = []
  const log = { debug: () => {}, warn: (line: string) => void warned.push(line) }
  const transport = { send: async () => ({ status: 'delivered' as const }) }
  const resolved = resolveOptions({ project: 'p', transport, surveys: [], ...options })
  const given = config && { project: 'p', shop: 'Tea', surveys: [], governor: {}, ...config }
  return { warned, ...knownSurveys(resolved, given, log) }
}
const words: Survey = survey({
  id: 'words',
  pages: [{ id: 'p', questions: [{ kind: 'text', id: 't', text: 'Why?' }] }],
})
const door = (id: string, alwaysOpen = true): Survey =>
  survey({
    id,
    pages: [{ id: 'p', questions: [{ kind: 'complaint', id: 'c', text: 'What?' }] }],
    targeting: { alwaysOpen },
  })

describe('the surveys of a project', () => {
  it('those of the options come first; of two with one id the first counts', () => {
    const { surveys } = known({ surveys: [words] }, { surveys: [{ ...words, title: 'Other' }, survey()] })
    expect(surveys.map(({ id, title }) => [id, title])).toEqual([
      ['words', words.title],
      ['after-purchase', survey().title],
    ])
  })

  it('[D2] one that cannot be read costs the others nothing, and is named', () => {
    const { surveys, warned } = known({}, { surveys: [null, { id: 'broken' }, words] as never })
    expect(surveys.map(({ id }) => id)).toEqual(['words'])
    expect(warned.join()).toContain('broken')
  })

  it.each([undefined, null, 'surveys', {}])('a configuration whose list is %j has none', (surveys) => {
    expect(known({}, { surveys: surveys as never }).surveys).toEqual([])
  })

  it('[G9] the policy is the sum of both, options first; 0 stays 0', () => {
    expect(known({ governor: { perDay: 0 } }, { governor: { perDay: 5, perSession: 2 } }).policy).toEqual({
      perDay: 0,
      perSession: 2,
    })
  })

  it('what is recorded is said by the options, else by the configuration, else nothing', () => {
    expect(known({ record: ['items'] }, { record: ['coupon'] }).record).toEqual(['items'])
    expect(known({}, { record: ['coupon'] }).record).toEqual(['coupon'])
    expect(known({}).record).toBeUndefined()
  })

  it('the shop has a name where there is a configuration', () => {
    expect(known({}, {}).names).toEqual({ shop: 'Tea' })
    expect(known({}).names).toEqual({})
  })
})

describe('[CD3] the door', () => {
  it('is the one that the configuration names, else the first that is always open, else none of the project', () => {
    const surveys = [door('not-open', false), door('first'), door('second')]
    expect(known({ surveys }, { door: { surveyId: 'second', show: 'tab' } as never }).door?.id).toBe('second')
    expect(known({ surveys }).door?.id).toBe('first')
    expect(known({ surveys }, { door: { surveyId: 'gone' } as never }).door?.id).toBe('first')
    expect(known({ surveys: [words, door('not-open', false)] }).door).toBeUndefined()
  })

  it('its complaint is found on any page', () => {
    expect(complaintOf(survey())?.id).toBe('wrong')
    expect(complaintOf(words)).toBeUndefined()
  })
})
