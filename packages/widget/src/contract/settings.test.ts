import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completed } from './complete-settings.ts'
import { type Settings, settingsOf } from './settings.ts'

/** The element of a tag, as a page writes it. */
function tag(
  attributes: Readonly<Record<string, string>>,
  src = 'https://feedback.example/frankly.js',
): HTMLScriptElement {
  const script = document.createElement('script')
  // happy-dom's script elements have none; those of browsers are empty without one
  script.nonce = ''
  if (src) script.src = src
  for (const [name, value] of Object.entries(attributes)) script.dataset[name] = value
  return script
}

describe('settings of a script tag', () => {
  it('the collector is where the script came from, unless data-host says otherwise; no slash stands at the end', () => {
    expect(settingsOf(tag({ project: 'pk' })).host).toBe('https://feedback.example')
    expect(settingsOf(tag({ host: 'https://other.example/path//' })).host).toBe('https://other.example/path')
  })

  it('attributes come before the query of the address, which counts where a tag manager stripped them', () => {
    const src = 'https://feedback.example/frankly.js?project=pk_query&storage=none'
    expect(settingsOf(tag({}, src))).toMatchObject({ project: 'pk_query', storage: 'none' })
    expect(settingsOf(tag({ project: 'pk_own', storage: '' }, src))).toMatchObject({
      project: 'pk_own',
      storage: 'none',
    })
  })

  it('shows by itself unless data-auto is false, and reads dataLayer unless another is named', () => {
    expect(settingsOf(tag({}))).toMatchObject({ project: '', auto: true, dataLayer: 'dataLayer', nonce: '' })
    expect(settingsOf(tag({ auto: 'false', dataLayer: 'layer' }))).toMatchObject({ auto: false, dataLayer: 'layer' })
    expect(settingsOf(tag({ auto: '0' })).auto).toBe(true)
  })

  it('takes the nonce of the element, data-nonce first', () => {
    const script = tag({})
    script.nonce = 'own'
    expect(settingsOf(script).nonce).toBe('own')
    script.dataset['nonce'] = 'given'
    expect(settingsOf(script).nonce).toBe('given')
  })

  it('an inline script has no address, and so no collector', () => {
    expect(settingsOf(tag({ project: 'pk' }, '')).host).not.toMatch(/^https?:/)
  })

  it('whatever stands in attributes and address, no setting is missing and none throws', () => {
    const name = fc.constantFrom('project', 'host', 'nonce', 'auto', 'dataLayer', 'locale', 'storage', 'mode', 'other')
    const words = fc.dictionary(name, fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(words, fc.string(), (attributes, query) => {
        const settings = settingsOf(tag(attributes, `https://feedback.example/frankly.js?${query}`))
        for (const each of ['project', 'host', 'nonce', 'dataLayer'] as const)
          expect(settings[each]).toBeTypeOf('string')
        expect(settings.host).not.toMatch(/\/$/)
        expect(settings.dataLayer).not.toBe('')
        expect(settings.auto).toBeTypeOf('boolean')
      }),
    )
  })
})

describe('settings with all defaults in', () => {
  const given: Settings = { project: 'pk', host: '', nonce: '', auto: true, dataLayer: 'dataLayer' }

  it('[CR1] storage is local and the way is web unless told otherwise; nothing is said about consent', () => {
    document.documentElement.lang = ''
    expect(completed(given)).toMatchObject({
      storage: 'local',
      mode: 'web',
      locale: navigator.language,
      theme: undefined,
      consent: undefined,
    })
    expect(completed({ ...given, storage: 'session', mode: 'qr', consent: 'denied' })).toMatchObject({
      storage: 'session',
      mode: 'qr',
      consent: 'denied',
    })
  })

  it('the language is the one that was given, else that of the page, else that of the browser', () => {
    document.documentElement.lang = 'ru'
    expect(completed(given).locale).toBe('ru')
    expect(completed({ ...given, locale: 'de' }).locale).toBe('de')
    document.documentElement.lang = ''
  })

  it('a way that nobody knows is web', () => {
    expect(completed(settingsOf(tag({ mode: 'carrier-pigeon' }))).mode).toBe('web')
    expect(completed(settingsOf(tag({ mode: 'link' }))).mode).toBe('link')
  })
})
