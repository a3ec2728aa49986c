import type { EpochMs, ProjectKey } from '@frankly/core'
import type { PublicKey, ResolvedProject } from './options.ts'
import type { Reader } from './reader.ts'

/** The form of a key. */
export const isKey = (key: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(key)

/** Reads the public keys of a project; without any its name is the key. */
export function readKeys(read: Reader, name: ProjectKey, value: unknown, at: string): readonly PublicKey[] {
  if (value === undefined) return [{ key: name }]
  const keys = Object.entries(read.object(value, at)).map(([key, given]): PublicKey => {
    if (!isKey(key)) read.fault(`${at}.${key}`, key, 'a key of letters, digits, _ and -, for example pk_shop')
    const { until } = read.object(given, `${at}.${key}`, ['until'])
    if (until === undefined) return { key }
    const time = typeof until === 'string' ? Date.parse(until) : Number.NaN
    if (Number.isNaN(time)) read.fault(`${at}.${key}.until`, until, 'a time such as 2027-01-31T00:00:00Z')
    return { key, until: time }
  })
  const lasting = keys.some(({ until }) => until === undefined)
  if (!lasting) read.fault(at, value, 'one key without "until"', '"frankly key replace" writes a new one')
  return keys
}

/** Tells of keys that two projects have. */
export function refuseShared(read: Reader, projects: ReadonlyMap<ProjectKey, ResolvedProject>): void {
  const owners = new Map<string, string>()
  for (const { key: name, publicKeys } of projects.values()) {
    for (const { key } of publicKeys) {
      const other = owners.get(key) ?? (key !== name && projects.has(key) ? key : undefined)
      if (other !== undefined)
        read.fault(`projects.${name}.keys.${key}`, key, `a key of its own: ${other} has this one`)
      owners.set(key, name)
    }
  }
}

/** The project that a public key lets in. `ended`: it did until then. */
export function projectOfKey(
  projects: ReadonlyMap<ProjectKey, ResolvedProject>,
  key: string,
  now: EpochMs,
): ResolvedProject | { readonly ended: EpochMs } | undefined {
  const owns = ({ publicKeys }: ResolvedProject) => publicKeys.some((each) => each.key === key)
  const named = projects.get(key)
  const project = named && owns(named) ? named : [...projects.values()].find(owns)
  const until = project?.publicKeys.find((each) => each.key === key)?.until
  return until !== undefined && until <= now ? { ended: until } : project
}

/** The key that a page should carry. */
export const keyOfPages = ({ publicKeys, key }: Pick<ResolvedProject, 'publicKeys' | 'key'>): string =>
  publicKeys.find(({ until }) => until === undefined)?.key ?? key
