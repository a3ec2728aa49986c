import { resolve } from 'node:path'
import { checkSurvey, type ProjectConfig, type ProjectKey, type Survey } from '@frankly/core'
import { RECORDED_FACTS, type RecordedFact } from '@frankly/core/model'
import type { ResolvedProject, RetentionRules, Surroundings } from './options.ts'
import { readDestinations, readPrivacy, readSigning } from './read-destinations.ts'
import { isKey, readKeys } from './read-keys.ts'
import { readLook } from './read-look.ts'
import type { Reader } from './reader.ts'
import { RU_CONTACT_DAYS } from './region-ru.ts'

/** Reads one project; its faults are told to `read`. */
export function readProject(read: Reader, key: ProjectKey, value: unknown, around: Surroundings): ResolvedProject {
  const at = `projects.${key}`
  if (!isKey(key)) {
    read.fault(at, key, 'a key of letters, digits, _ and -, for example pk_shop')
  }
  const it = read.object(value, at, [
    'shop',
    'origins',
    'surveys',
    'governor',
    'look',
    'door',
    'promises',
    'privacyUrl',
    'record',
    'countShowings',
    'destinations',
    'privacy',
    'retention',
    'signing',
    'spam',
    'keys',
  ])
  const shop = read.text(it['shop'], `${at}.shop`)
  if (it['shop'] === undefined) read.fault(`${at}.shop`, it['shop'], 'the name of the shop')
  const origins = read.list(it['origins'], `${at}.origins`).map((entry, i) => {
    if (typeof entry === 'string' && isOriginRule(entry)) return entry
    read.fault(
      `${at}.origins[${i}]`,
      entry,
      'a site such as https://shop.example, https://*.shop.example, loopback or *',
      'scheme and host only, no path and no slash at the end',
    )
    return ''
  })
  const surveys = readSurveys(read, it['surveys'], `${at}.surveys`, around.baseDir)
  const record = read.list(it['record'] ?? [], `${at}.record`)
  for (const [i, fact] of record.entries())
    if (!RECORDED_FACTS.includes(fact as RecordedFact))
      read.fault(`${at}.record[${i}]`, fact, `one of ${RECORDED_FACTS.join(', ')}`)
  const spam = read.object(it['spam'] ?? {}, `${at}.spam`, ['fasterThanMs'])
  const look = readLook(read, it['look'], `${at}.look`)
  const countShowings = read.flag(it['countShowings'], `${at}.countShowings`)
  const { governor = {}, door, promises, privacyUrl } = it as Partial<ProjectConfig>
  const privacy = readPrivacy(read, it['privacy'], `${at}.privacy`)
  return {
    key,
    publicKeys: readKeys(read, key, it['keys'], `${at}.keys`),
    origins,
    configured: surveys,
    surveyById: new Map(surveys.map((survey) => [survey.id, survey])),
    published: new Map(surveys.map((survey) => [survey.id, new Map([[survey.version, survey]])])),
    availability: new Map(surveys.map(({ id }) => [id, 'open'])),
    destinations: readDestinations(read, it['destinations'], `${at}.destinations`),
    privacy,
    retention: {
      ...(privacy.region === 'ru' ? { contact: RU_CONTACT_DAYS } : {}),
      ...readRetention(read, it['retention'], `${at}.retention`),
    },
    ...readSigning(read, it['signing'], `${at}.signing`),
    spam: { fasterThanMs: read.whole(spam['fasterThanMs'], `${at}.spam.fasterThanMs`, 0, 60_000) ?? 300 },
    config: {
      project: key,
      shop: shop ?? '',
      surveys,
      governor,
      ...(look ? { look } : {}),
      ...(door ? { door } : {}),
      ...(promises ? { promises } : {}),
      ...(privacyUrl ? { privacyUrl } : {}),
      ...(countShowings ? { countShowings } : {}),
      ...(record.length > 0 ? { record: record as readonly RecordedFact[] } : {}),
    },
  }
}

/** The least that a rule may name, days: a phone keeps an answer for 30, and sends it again until it has arrived. */
const LEAST_DAYS = 31

function readRetention(read: Reader, value: unknown, at: string): RetentionRules {
  const it = read.object(value ?? {}, at, ['contact', 'text', 'attachments', 'responses', 'aggregates'])
  const rules = Object.entries(it).map(([kind, days]) => {
    return [kind, read.whole(days, `${at}.${kind}`, LEAST_DAYS, 36_500)] as const
  })
  return Object.fromEntries(rules.filter(([, days]) => days !== undefined))
}

function isOriginRule(rule: string): boolean {
  return rule === '*' || rule === 'loopback' || rule === 'null' || /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/i.test(rule)
}

function readSurveys(read: Reader, value: unknown, at: string, baseDir: string): readonly Survey[] {
  const seen = new Set<string>()
  return read.list(value, at).flatMap((entry, i): Survey[] => {
    const path = `${at}[${i}]`
    const definition = typeof entry === 'string' ? read.json(resolve(baseDir, entry), path) : entry
    if (definition === undefined) return []
    const checked = checkSurvey(definition)
    if (!checked.ok) {
      for (const issue of checked.issues)
        read.faults.push({ ...issue, path: issue.path ? `${path}.${issue.path}` : path })
      return []
    }
    if (seen.has(checked.survey.id)) read.fault(`${path}.id`, checked.survey.id, 'an id of its own in this project')
    seen.add(checked.survey.id)
    return [checked.survey]
  })
}
