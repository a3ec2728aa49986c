import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FeedbackError } from '../model/errors.ts'
import { type ClientOptions, resolveOptions } from './options.ts'

const transport = { send: async () => ({ status: 'delivered' as const }) }
const good: ClientOptions = { project: 'pk', transport, surveys: [] }
const faults = (options: unknown): readonly string[] => {
  try {
    resolveOptions(options as ClientOptions)
    return []
  } catch (error) {
    if (!(error instanceof FeedbackError)) throw error
    return error.data.issues!.map(({ path }) => path)
  }
}

describe('[C11] options are checked at once; all bad ones are named together', () => {
  it('fills in every default, and 0 stays 0', () => {
    expect(resolveOptions({ ...good, saveAfterMs: 0, draftDays: 0, storage: undefined as never })).toMatchObject({
      locale: 'en',
      mode: 'web',
      test: false,
      storage: 'local',
      consent: 'granted',
      auto: true,
      saveAfterMs: 0,
      draftDays: 0,
    })
  })

  it.each<[string, object, readonly string[]]>([
    ['nothing at all', {}, ['project', 'transport', 'surveys']],
    [
      'an empty key and words in place of numbers',
      { ...good, project: '', saveAfterMs: '400', draftDays: -1 },
      ['project', 'saveAfterMs', 'draftDays'],
    ],
    [
      'words that nobody knows',
      { ...good, storage: 'disk', consent: 'withdrawn', mode: 'app' },
      ['storage', 'consent', 'mode'],
    ],
    ['a fact that cannot be recorded', { ...good, record: ['email'] }, ['record']],
    [
      'a policy of words',
      { ...good, governor: { perDay: 'one', quietHours: false, oncePerOrder: true } },
      ['governor.perDay'],
    ],
    ['values where functions are wanted', { ...good, url: 'https://shop.example', test: 1 }, ['test', 'url']],
  ])('%s', (_, options, paths) => {
    expect(faults(options)).toEqual(paths)
  })

  it('a value that JSON does not take is named by its type', () => {
    const given = { ...good, consent: 10n, mode: Symbol('x') } as unknown as ClientOptions
    expect(() => resolveOptions(given)).toThrow(/consent: expected granted or denied, got bigint; mode: .*got symbol/)
  })

  it('whatever is given, either all is well or the faults are named: nothing else is thrown', () => {
    const keys = [
      'project',
      'transport',
      'surveys',
      'config',
      'storage',
      'consent',
      'mode',
      'record',
      'governor',
      'draftDays',
      'test',
      'url',
    ]
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(keys.map((key) => [key, anything])), { requiredKeys: [] }),
        (options) => {
          expect(Array.isArray(faults(options))).toBe(true)
        },
      ),
    )
  })
})
