import { describe, expect, it } from 'vitest'
import { resolveOptions } from './read-options.ts'
import { ruWarnings } from './region-ru.ts'

const contact = { kind: 'contact', id: 'reply', text: 'How should we reply?' }
const consent = {
  kind: 'consent',
  id: 'pd',
  purpose: 'personal_data_ru',
  textVersion: '1',
  link: 'https://shop.ru/consent',
  text: 'I agree',
}
const survey = (...questions: object[]) => ({
  schema: 1,
  id: 'door',
  version: 1,
  title: 'Door',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'support',
  pages: [{ id: 'one', questions }],
})
const around = { dataDir: '/tmp', baseDir: '/tmp', env: {} }
const projectOf = (given: object) =>
  resolveOptions({ projects: { pk: { shop: 'Чай', origins: ['*'], surveys: [], ...given } } }, around).projects.get(
    'pk',
  )!

describe('[PV8] the region ru', () => {
  it('[PV8] names what is not shown yet, each with its cure; without the region nothing', () => {
    const ru = { privacy: { region: 'ru' }, surveys: [survey(contact)] }
    expect(ruWarnings(projectOf(ru), { publicUrl: 'https://feedback.example.com' }).map(({ path }) => path)).toEqual([
      'projects.pk.privacy.homeHosts',
      'projects.pk.privacyUrl',
      'projects.pk.surveys door',
    ])
    expect(ruWarnings(projectOf({ surveys: [survey(contact)] }), {})).toEqual([])
  })

  it('[PV8] is content with a host in Russia, a policy, and a consent of its own', () => {
    const whole = {
      privacy: { region: 'ru' },
      privacyUrl: 'https://shop.ru/privacy',
      surveys: [survey(contact, consent)],
    }
    expect(ruWarnings(projectOf(whole), { publicUrl: 'https://feedback.shop.ru' })).toEqual([])
    const named = { ...whole, privacy: { region: 'ru', homeHosts: ['shop.example'] } }
    expect(ruWarnings(projectOf(named), { publicUrl: 'https://feedback.shop.example' })).toEqual([])
  })

  it('[PV8] asks where a bucket for photos stands', () => {
    const whole = { privacy: { region: 'ru' }, privacyUrl: 'https://shop.ru/privacy' }
    const warned = (endpoint: string, project: object = whole) => {
      const s3 = { endpoint, bucket: 'b', region: 'r', prefix: '', accessKeyId: 'k', secretAccessKey: 's' }
      return ruWarnings(projectOf(project), { publicUrl: 'https://feedback.shop.ru', s3 }).map(({ found }) => found)
    }
    expect(warned('https://s3.amazonaws.com')).toEqual(['photos at s3.amazonaws.com'])
    expect(warned('https://s3.shop.ru')).toEqual([])
    const named = { ...whole, privacy: { region: 'ru', homeHosts: ['yandexcloud.net'] } }
    expect(warned('https://storage.yandexcloud.net', named)).toEqual([])
  })

  it('[PV8] contact data goes after 90 days, unless the project says otherwise', () => {
    expect(projectOf({ privacy: { region: 'ru' } }).retention).toEqual({ contact: 90 })
    expect(projectOf({ privacy: { region: 'ru' }, retention: { contact: 60, text: 400 } }).retention).toEqual({
      contact: 60,
      text: 400,
    })
    expect(projectOf({}).retention).toEqual({})
  })
})
