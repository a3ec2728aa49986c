import type { Carries, News, PrivacyPolicy } from '@frankly/adapters'
import { DELIVERY_TYPES } from '@frankly/core/wire'
import { SCRUBS, type Scrub } from '../words/scrub.ts'
import type { Reader } from './reader.ts'

/** Where deliveries go. `options` are those of the adapter; secrets in them as `{"env": "NAME"}`. @public */
export interface DestinationOptions {
  /** Unique in its project. Rows of the outbox name it, so do not change it. */
  readonly id: string
  /** Sub-path of `@frankly/adapters`, for example `webhook`. */
  readonly adapter: string
  /**
   * Which events it hears of, `bad-news` for complaints and low scores; erasures it always hears of. Default: those of
   * the adapter.
   */
  readonly events?: readonly News[]
  /** Those of the adapter, as its guide names them. */
  readonly options?: Readonly<Record<string, unknown>>
  /** May it reach private addresses (loopback, 10.0.0.0/8 …) over HTTP? Default `false`. */
  readonly allowPrivate?: boolean
  /** Sendings at once, 1 to 32. Default 4. */
  readonly concurrency?: number
  /** Further than the adapter's own declaration: `{"text": false}` takes out what customers wrote. */
  readonly carries?: Partial<Carries>
}

/** What the shop's law allows to leave, for all destinations of a project. @public */
export interface ProjectPrivacy extends Pick<PrivacyPolicy, 'region' | 'homeHosts' | 'allowedAbroad'> {
  /**
   * What is masked in free text before exports and destinations: what looks like a card number, an e-mail address, a
   * telephone number. Default: all three; an empty list: nothing. The address to answer to is no free text.
   */
  readonly scrub?: readonly Scrub[]
}

/** A destination with its secrets filled in. @public */
export interface Destination extends DestinationOptions {
  /** Without a secret left to read. */
  readonly options: Readonly<Record<string, unknown>>
}

const EVENTS: readonly News[] = ['bad-news', ...DELIVERY_TYPES]

/** What to do about a destination that would never be sent anything. */
export const HEARS_NOTHING =
  'write "events": ["bad-news"] for complaints and low scores, or ["response.completed"] for every finished answer'

const CARRIED: readonly (keyof Carries)[] = ['contact', 'text', 'order', 'subject']

/** The destinations of a project. Whether an adapter takes its options is found when it is made. */
export function readDestinations(read: Reader, value: unknown, at: string): readonly Destination[] {
  const seen = new Set<string>()
  return read.list(value ?? [], at).map((entry, i) => readDestination(read, entry, `${at}[${i}]`, seen))
}

function readDestination(read: Reader, value: unknown, at: string, seen: Set<string>): Destination {
  const it = read.object(value, at, ['id', 'adapter', 'events', 'options', 'allowPrivate', 'concurrency', 'carries'])
  const id = typeof it['id'] === 'string' ? it['id'] : ''
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) read.fault(`${at}.id`, it['id'], 'a name of letters, digits, _ and -')
  else if (seen.has(id)) read.fault(`${at}.id`, id, 'a name of its own in this project')
  seen.add(id)
  const adapter = read.text(it['adapter'], `${at}.adapter`) ?? ''
  if (it['adapter'] === undefined) {
    read.fault(`${at}.adapter`, undefined, 'the name of an adapter, for example webhook')
  }
  const options = read.filled(read.object(it['options'] ?? {}, `${at}.options`), `${at}.options`)
  const allowPrivate = read.flag(it['allowPrivate'], `${at}.allowPrivate`)
  const concurrency = read.whole(it['concurrency'], `${at}.concurrency`, 1, 32)
  const carries = read.object(it['carries'] ?? {}, `${at}.carries`, CARRIED)
  for (const [name, may] of Object.entries(carries)) read.flag(may, `${at}.carries.${name}`)
  const events = it['events'] === undefined ? undefined : read.list(it['events'], `${at}.events`)
  if (events?.length === 0) read.fault(`${at}.events`, 'an empty list', 'at least one event', HEARS_NOTHING)
  for (const [n, event] of (events ?? []).entries()) {
    if (!EVENTS.includes(event as News)) read.fault(`${at}.events[${n}]`, event, `one of ${EVENTS.join(', ')}`)
  }
  return {
    id,
    adapter,
    options: options as Readonly<Record<string, unknown>>,
    ...(events ? { events: events as readonly News[] } : {}),
    ...(allowPrivate === undefined ? {} : { allowPrivate }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(it['carries'] === undefined ? {} : { carries: carries as Partial<Carries> }),
  }
}

/** What the shop's law allows to leave. */
export function readPrivacy(read: Reader, value: unknown, at: string): ProjectPrivacy {
  const it = read.object(value ?? {}, at, ['region', 'homeHosts', 'allowedAbroad', 'scrub'])
  const { region } = it
  if (region !== undefined && region !== 'ru') read.fault(`${at}.region`, region, 'ru, or nothing')
  const homeHosts = readHosts(read, it['homeHosts'], `${at}.homeHosts`)
  const allowedAbroad = readHosts(read, it['allowedAbroad'], `${at}.allowedAbroad`)
  const scrub = readScrub(read, it['scrub'], `${at}.scrub`)
  return {
    ...(scrub ? { scrub } : {}),
    ...(region === 'ru' ? { region } : {}),
    ...(homeHosts ? { homeHosts } : {}),
    ...(allowedAbroad ? { allowedAbroad } : {}),
  }
}

function readScrub(read: Reader, value: unknown, at: string): readonly Scrub[] | undefined {
  if (value === undefined) return undefined
  const named = read.list(value, at)
  for (const [i, one] of named.entries())
    if (!SCRUBS.includes(one as Scrub)) read.fault(`${at}[${i}]`, one, `one of ${SCRUBS.join(', ')}`)
  return SCRUBS.filter((one) => named.includes(one))
}

function readHosts(read: Reader, value: unknown, at: string): readonly string[] | undefined {
  if (value === undefined) return undefined
  return read.list(value, at).map((host, i) => {
    if (typeof host === 'string' && /^[a-z0-9.-]+$/i.test(host)) return host.toLowerCase()
    read.fault(`${at}[${i}]`, host, 'the name of a host such as crm.shop.example')
    return ''
  })
}

/** The secrets that sign orders and subjects, by key id, and what becomes of a bad signature. */
export function readSigning(
  read: Reader,
  value: unknown,
  at: string,
): { readonly signingKeys: ReadonlyMap<string, string>; readonly holdsBadSignatures: boolean } {
  if (value === undefined) return { signingKeys: new Map(), holdsBadSignatures: false }
  const { keys, bad } = read.object(value, at, ['keys', 'bad'])
  if (bad !== undefined && bad !== 'count' && bad !== 'hold') read.fault(`${at}.bad`, bad, 'count or hold')
  const found = new Map<string, string>()
  for (const [id, secret] of Object.entries(read.object(keys, `${at}.keys`))) {
    const path = `${at}.keys.${id}`
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) read.fault(path, id, 'a key id of letters, digits, _ and -, at most 32')
    const text = read.secret(secret, path)
    if (text === undefined) continue
    if (text.length < 32)
      read.fault(path, `${text.length} characters`, 'at least 32 characters of chance', 'openssl rand -base64 32')
    found.set(id, text)
  }
  return { signingKeys: found, holdsBadSignatures: bad === 'hold' }
}
