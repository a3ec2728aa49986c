import type { EpochMs } from '../model/ids.ts'

/** What may be known of where a customer is. @public */
export interface Whereabouts {
  /** IANA name, for example `Asia/Yekaterinburg`. */
  readonly zone?: string
  /** ISO 3166 alpha-2, used when the zone is not known. */
  readonly country?: string
}

/**
 * Minutes east of UTC that may be the customer's at a moment, for `isQuiet` and `Visit.offsets`: one for a known
 * zone, those of all zones of the country for a known country, none when neither is known.
 * @public
 */
export function offsetsOf({ zone, country }: Whereabouts, at: EpochMs): readonly number[] {
  const own = zone === undefined ? undefined : offsetIn(zone, at)
  const offsets = own === undefined ? zonesOf(country).map((name) => offsetIn(name, at)) : [own]
  return [...new Set(offsets.filter((offset) => offset !== undefined))]
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>()

/** `undefined`: there is no such zone. */
function offsetIn(zone: string, at: EpochMs): number | undefined {
  if (!clocks.has(zone)) clocks.set(zone, clockIn(zone))
  const parts = clocks.get(zone)?.formatToParts(at)
  if (!parts) return
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  // `GMT`, `GMT+03:00`, `GMT-03:30`; seconds exist only before 1972
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

function clockIn(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    return
  }
}

const zones = new Map<string, readonly string[]>()

// the engine's own tz data: a table of ours would age
function zonesOf(country = ''): readonly string[] {
  const code = country.toUpperCase()
  if (!zones.has(code)) zones.set(code, /^[A-Z]{2}$/.test(code) ? askZones(code) : [])
  return zones.get(code)!
}

interface ZonedLocale {
  getTimeZones?(): readonly string[] | undefined
  /** Its name before it became a method. */
  readonly timeZones?: readonly string[]
}

function askZones(code: string): readonly string[] {
  const locale = new Intl.Locale(`und-${code}`) as ZonedLocale
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}
