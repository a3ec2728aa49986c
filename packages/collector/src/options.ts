import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  checkSurvey,
  FeedbackError,
  type Issue,
  type ProjectConfig,
  type ProjectKey,
  RECORDED_FACTS,
  type RecordedFact,
  type Survey,
} from '@frankly/core'
import { isHostRule } from './access/host-names.ts'
import { isNetwork } from './access/networks.ts'
import { weaknessOf } from './access/token-strength.ts'
import { LIMITS, type Limits } from './ingest/limits.ts'
import type { SpamRules } from './ingest/suspicion.ts'
import { readJsonFile } from './json-file.ts'
import {
  type Destination,
  type DestinationOptions,
  type ProjectPrivacy,
  readDestinations,
  readPrivacy,
  readSigning,
} from './options-destinations.ts'
import { readLook } from './options-look.ts'
import { Reader } from './options-reader.ts'

export type { Destination, DestinationOptions, ProjectPrivacy } from './options-destinations.ts'

/** Where a secret is: in an environment variable, or in a file beside the configuration. Secrets are given only so. @public */
export type Secret = { readonly env: string } | { readonly file: string }

/** One shop. @public */
export interface ProjectOptions extends Partial<Omit<ProjectConfig, 'project' | 'surveys' | 'shop'>> {
  /** Name of the shop, for texts. */
  readonly shop: string
  /** Sites that may use the project: `https://shop.example`, `https://*.shop.example`, `loopback`, `*`. */
  readonly origins: readonly string[]
  /** Definitions, or paths of JSON files relative to the configuration file. */
  readonly surveys: readonly (Survey | string)[]
  readonly destinations?: readonly DestinationOptions[]
  readonly privacy?: ProjectPrivacy
  /**
   * Secrets of the shop's server, by key id: what they sign (`signOrder`, `signSubject` of `@frankly/core/node`) counts
   * across devices. Two while one is replaced. Default: none, and each device knows only itself.
   */
  readonly signing?: { readonly keys: Readonly<Record<string, Secret>> }
  /** Two answers in Frankly's own form faster than `fasterThanMs` are stored and flagged. Default 300; 0: never. */
  readonly spam?: Partial<SpamRules>
}

/** The configuration file. @public */
export interface CollectorOptions {
  /** `sqlite:PATH`, `postgres://…` or `{"env": "NAME"}`. Default: `frankly.sqlite` in the data folder. */
  readonly store?: string | Secret
  /** Default 127.0.0.1 */
  readonly host?: string
  /** Default 8787; 0: any free one. */
  readonly port?: number
  /** Address as customers see it, when a proxy stands before. */
  readonly publicUrl?: string
  /** Further names the staff pages answer to, such as `feedback.example` or `10.0.0.7:8787`, as in a `Host` header. */
  readonly hosts?: readonly string[]
  /** Proxies whose `X-Forwarded-For` is believed, as addresses or networks: `127.0.0.1`, `10.0.0.0/8`. Default: none. */
  readonly trustedProxies?: readonly string[]
  /** Folder of the built widget. Default: the one of this installation. */
  readonly widgetDir?: string
  /** Opens the staff pages. Without it, and without the variable `FRANKLY_STAFF_TOKEN`, they stay closed. */
  readonly staff?: { readonly token?: Secret }
  /** A token that may read `/metrics` and nothing else. Default: the staff token alone may. */
  readonly metrics?: { readonly token?: Secret }
  /** By public key. At least one. */
  readonly projects: Readonly<Record<ProjectKey, ProjectOptions>>
  readonly limits?: Partial<Limits>
}

/** A project, complete. */
export interface ResolvedProject {
  readonly key: ProjectKey
  readonly origins: readonly string[]
  readonly config: ProjectConfig
  readonly surveyById: ReadonlyMap<string, Survey>
  readonly destinations: readonly Destination[]
  readonly privacy: ProjectPrivacy
  /** Secrets by key id. */
  readonly signingKeys: ReadonlyMap<string, string>
  readonly spam: SpamRules
}

/** The configuration, complete. */
export interface ResolvedOptions {
  readonly store: string
  readonly host: string
  readonly port: number
  readonly publicUrl?: string
  readonly hosts: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly widgetDir: string
  readonly staffToken?: string
  readonly metricsToken?: string
  readonly projects: ReadonlyMap<ProjectKey, ResolvedProject>
  readonly limits: Limits
}

/** What stands around the configuration. */
export interface Surroundings {
  /** Folder for the store. */
  readonly dataDir: string
  /** Folder that relative paths in the configuration start from. */
  readonly baseDir: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The configuration with what is wrong with it. */
export interface ReadOptions {
  readonly options: ResolvedOptions
  readonly faults: readonly Issue[]
  /** Files that secrets were read from. */
  readonly secretFiles: readonly string[]
}

/**
 * Fills in the defaults and checks everything once.
 * @throws FeedbackError `option-invalid` with every fault found
 */
export function resolveOptions(given: unknown, around: Surroundings): ResolvedOptions {
  return sound(readOptions(given, around))
}

/**
 * The options, if nothing is wrong with them.
 * @throws FeedbackError `option-invalid` with every fault found
 */
export function sound({ options, faults }: Pick<ReadOptions, 'options' | 'faults'>): ResolvedOptions {
  if (faults.length > 0) throw new FeedbackError('option-invalid', { issues: faults })
  return options
}

/**
 * Fills in the defaults and checks everything once; faults are given back, for those who have more to check.
 * @param given the configuration; `undefined`: none, which leaves the store and no project
 */
export function readOptions(given: unknown, around: Surroundings): ReadOptions {
  const read = new Reader(around.env, around.baseDir)
  const top = read.object(given ?? {}, '', [
    'store',
    'host',
    'port',
    'publicUrl',
    'hosts',
    'trustedProxies',
    'widgetDir',
    'staff',
    'metrics',
    'projects',
    'limits',
  ])
  const store = read.secretOr(top['store'], 'store', (value) => storeUrl(value, around.baseDir))
  const staffToken = readToken(read, top['staff'], 'staff') ?? fromEnvironment(read, around)
  const metricsToken = readToken(read, top['metrics'], 'metrics')
  const publicUrl = read.url(top['publicUrl'], 'publicUrl')
  const limits = read.object(top['limits'] ?? {}, 'limits', Object.keys(LIMITS))
  const numbers = Object.entries(limits).map(([name, value]) => [name, read.positive(value, `limits.${name}`)])
  const projects = new Map<ProjectKey, ResolvedProject>()
  const list = top['projects'] === undefined ? {} : read.object(top['projects'], 'projects')
  for (const [key, value] of Object.entries(list)) projects.set(key, readProject(read, key, value, around))
  if (given !== undefined && projects.size === 0) read.fault('projects', top['projects'], 'at least one project')
  const options: ResolvedOptions = {
    store: store ?? `sqlite:${join(around.dataDir, 'frankly.sqlite')}`,
    host: read.text(top['host'], 'host') ?? '127.0.0.1',
    port: read.whole(top['port'], 'port', 0, 65_535) ?? 8787,
    ...(publicUrl ? { publicUrl } : {}),
    hosts: readHosts(read, top['hosts']),
    trustedProxies: readProxies(read, top['trustedProxies']),
    widgetDir: resolve(around.baseDir, read.text(top['widgetDir'], 'widgetDir') ?? installedWidget()),
    ...(staffToken ? { staffToken } : {}),
    ...(metricsToken ? { metricsToken } : {}),
    projects,
    limits: { ...LIMITS, ...Object.fromEntries(numbers) },
  }
  return { options, faults: read.faults, secretFiles: read.secretFiles }
}

/** The token that opens the staff pages where the configuration names none. */
const STAFF_VARIABLE = 'FRANKLY_STAFF_TOKEN'

function fromEnvironment(read: Reader, { env }: Surroundings): string | undefined {
  return strong(read, env[STAFF_VARIABLE] || undefined, `the environment variable ${STAFF_VARIABLE}`)
}

function readToken(read: Reader, value: unknown, at: 'staff' | 'metrics'): string | undefined {
  const { token } = read.object(value ?? {}, at, ['token'])
  return strong(read, read.secret(token, `${at}.token`), `${at}.token`)
}

function strong(read: Reader, token: string | undefined, at: string): string | undefined {
  const weakness = token === undefined ? undefined : weaknessOf(token)
  if (weakness === undefined) return token
  const how = 'make one with "openssl rand -base64 32", or let "frankly init" write one'
  return read.fault(at, `one that ${weakness}`, 'a token of 20 to 512 random characters that nobody can guess', how)
}

function readHosts(read: Reader, value: unknown): readonly string[] {
  return read.list(value ?? [], 'hosts').map((entry, i) => {
    if (isHostRule(entry)) return entry
    read.fault(`hosts[${i}]`, entry, 'a name as in a Host header, such as feedback.example or 10.0.0.7:8787')
    return ''
  })
}

function readProxies(read: Reader, value: unknown): readonly string[] {
  if (typeof value === 'number') {
    const hint = 'a number does not say whose word counts; a proxy on this machine is ["127.0.0.1", "::1"]'
    read.fault('trustedProxies', value, 'a list of addresses or networks', hint)
    return []
  }
  return read.list(value ?? [], 'trustedProxies').map((entry, i) => {
    if (isNetwork(entry)) return entry
    read.fault(`trustedProxies[${i}]`, entry, 'an address or a network such as 127.0.0.1 or 10.0.0.0/8')
    return ''
  })
}

/**
 * Reads the configuration file.
 * @throws FeedbackError `option-invalid` when it is no JSON
 */
export function readOptionsFile(path: string, around: Omit<Surroundings, 'baseDir'>): ReadOptions {
  const baseDir = dirname(resolve(path))
  return readOptions(readJson(path), { ...around, baseDir })
}

function readJson(path: string): unknown {
  try {
    return readJsonFile(path)
  } catch (error) {
    const wanted = 'a readable JSON file'
    throw new FeedbackError('option-invalid', { path, found: (error as Error).message, wanted })
  }
}

function storeUrl(value: string, baseDir: string): string | undefined {
  if (/^postgres(ql)?:\/\/./.test(value)) return value
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(value)?.[1]
  return path && (path === ':memory:' ? value : `sqlite:${resolve(baseDir, path)}`)
}

/** The widget's build: beside us in the repository, which alone has sources; inside the package once installed. */
function installedWidget(): string {
  const isRepository = existsSync(new URL('../src', import.meta.url))
  return fileURLToPath(new URL(isRepository ? '../../widget/dist/cdn' : '../widget', import.meta.url))
}

function readProject(read: Reader, key: ProjectKey, value: unknown, around: Surroundings): ResolvedProject {
  const at = `projects.${key}`
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(key)) {
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
    'destinations',
    'privacy',
    'signing',
    'spam',
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
  const { governor = {}, door, promises, privacyUrl } = it as Partial<ProjectConfig>
  return {
    key,
    origins,
    surveyById: new Map(surveys.map((survey) => [survey.id, survey])),
    destinations: readDestinations(read, it['destinations'], `${at}.destinations`),
    privacy: readPrivacy(read, it['privacy'], `${at}.privacy`),
    signingKeys: readSigning(read, it['signing'], `${at}.signing`),
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
      ...(record.length > 0 ? { record: record as readonly RecordedFact[] } : {}),
    },
  }
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

/** Faults of a `FeedbackError`, for printing; none for other errors. @public */
export function faultsOf(error: unknown): readonly Issue[] {
  if (!(error instanceof FeedbackError)) return []
  const { issues, path = '', found, wanted = '', hint } = error.data
  return issues ?? [{ code: error.code, path, found, wanted, ...(hint ? { hint } : {}) }]
}
