import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FeedbackError, type Issue, type ProjectKey } from '@frankly/core'
import { isHostRule } from '../access/host-names.ts'
import { isNetwork } from '../access/networks.ts'
import { weaknessOf } from '../access/token-strength.ts'
import { readJsonFile } from './json-file.ts'
import { LIMITS } from './limits.ts'
import type { ReadOptions, ResolvedOptions, ResolvedProject, Surroundings } from './options.ts'
import { readAttachments } from './read-attachments.ts'
import { refuseShared } from './read-keys.ts'
import { readOidc } from './read-oidc.ts'
import { readProject } from './read-project.ts'
import { readSpool } from './read-spool.ts'
import { Reader } from './reader.ts'

/**
 * Fills in the defaults and checks everything once.
 * @throws FeedbackError `option-invalid` with every fault found
 * @public
 */
export function resolveOptions(given: unknown, around: Surroundings): ResolvedOptions {
  return checkedOptions(readOptions(given, around))
}

/**
 * The options, if nothing is wrong with them.
 * @throws FeedbackError `option-invalid` with every fault found
 * @public
 */
export function checkedOptions({ options, faults }: Pick<ReadOptions, 'options' | 'faults'>): ResolvedOptions {
  if (faults.length > 0) throw new FeedbackError('option-invalid', { issues: faults })
  return options
}

/**
 * Fills in the defaults and checks everything once; faults are given back, for those who have more to check.
 * @param given - the configuration; `undefined`: none, which leaves the store and no project
 * @public
 */
export function readOptions(given: unknown, around: Surroundings): ReadOptions {
  const read = new Reader(around.env, around.baseDir)
  const top = read.object(given ?? {}, '', [
    'store',
    'spool',
    'attachments',
    'log',
    'host',
    'port',
    'drainMs',
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
  if (!['text', 'json', undefined].includes(top['log'] as string | undefined))
    read.fault('log', top['log'], 'text or json')
  const spool = readSpool(read, top['spool'])
  const s3 = readAttachments(read, top['attachments'])
  const staffToken = readToken(read, top['staff'], 'staff') ?? fromEnvironment(read, around)
  const oidc = readOidc(read, top['staff'])
  const metricsToken = readToken(read, top['metrics'], 'metrics')
  const publicUrl = read.url(top['publicUrl'], 'publicUrl')
  const limits = read.object(top['limits'] ?? {}, 'limits', Object.keys(LIMITS))
  const numbers = Object.entries(limits).map(([name, value]) => [name, read.positive(value, `limits.${name}`)])
  const projects = new Map<ProjectKey, ResolvedProject>()
  const list = top['projects'] === undefined ? {} : read.object(top['projects'], 'projects')
  for (const [key, value] of Object.entries(list)) projects.set(key, readProject(read, key, value, around))
  refuseShared(read, projects)
  if (given !== undefined && projects.size === 0) read.fault('projects', top['projects'], 'at least one project')
  const options: ResolvedOptions = {
    store: store ?? `sqlite:${join(around.dataDir, 'frankly.sqlite')}`,
    ...(spool ? { spool } : {}),
    ...(s3 ? { s3 } : {}),
    log: top['log'] === 'json' ? 'json' : 'text',
    host: read.text(top['host'], 'host') ?? '127.0.0.1',
    port: read.whole(top['port'], 'port', 0, 65_535) ?? 8787,
    drainMs: read.whole(top['drainMs'], 'drainMs', 0, LONGEST_DRAIN_MS) ?? 0,
    ...(publicUrl ? { publicUrl } : {}),
    hosts: readHosts(read, top['hosts']),
    trustedProxies: readProxies(read, top['trustedProxies']),
    widgetDir: resolve(around.baseDir, read.text(top['widgetDir'], 'widgetDir') ?? installedWidget()),
    ...(staffToken ? { staffToken } : {}),
    ...(oidc ? { oidc } : {}),
    ...(metricsToken ? { metricsToken } : {}),
    projects,
    limits: { ...LIMITS, ...Object.fromEntries(numbers) },
  }
  return { options, faults: read.faults, secretFiles: read.secretFiles }
}

/** A stop that takes longer is taken for one that hangs, ms. */
const LONGEST_DRAIN_MS = 600_000

/** The token that opens the staff pages where the configuration names none. */
const STAFF_VARIABLE = 'FRANKLY_STAFF_TOKEN'

function fromEnvironment(read: Reader, { env }: Surroundings): string | undefined {
  return strong(read, env[STAFF_VARIABLE] || undefined, `the environment variable ${STAFF_VARIABLE}`)
}

function readToken(read: Reader, value: unknown, at: 'staff' | 'metrics'): string | undefined {
  const { token } = read.object(value ?? {}, at, at === 'staff' ? ['token', 'oidc'] : ['token'])
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
 * @public
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
  const isRepository = existsSync(new URL('../../src', import.meta.url))
  return fileURLToPath(new URL(isRepository ? '../../../widget/dist/cdn' : '../../widget', import.meta.url))
}

/** Faults of a `FeedbackError`, for printing; none for other errors. @public */
export function faultsOf(error: unknown): readonly Issue[] {
  if (!(error instanceof FeedbackError)) return []
  const { issues, path = '', found, wanted = '', hint } = error.data
  return issues ?? [{ code: error.code, path, found, wanted, ...(hint ? { hint } : {}) }]
}
