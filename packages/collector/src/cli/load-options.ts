import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Issue } from '@frankly/core'
import type { ReadOptions, ResolvedOptions } from '../options/options.ts'
import { checkedOptions, readOptions, readOptionsFile } from '../options/read-options.ts'
import { type OpenDestinations, tryDestinations } from '../outbox/destinations.ts'

/** What commands take about the configuration. */
export interface OptionFlags {
  readonly config?: string | undefined
  readonly data?: string | undefined
  readonly host?: string | undefined
  readonly port?: string | undefined
  readonly store?: string | undefined
}

/** The configuration file that commands look for in the folder where they run. */
export const CONFIG_FILE = 'frankly.config.json'

type Env = Readonly<Record<string, string | undefined>>

/** Path of the configuration file: the one named, else the one of this folder, if there is one. */
export function configFileOf({ config }: OptionFlags): string | undefined {
  if (config !== undefined) return resolve(config)
  const here = resolve(CONFIG_FILE)
  return existsSync(here) ? here : undefined
}

/**
 * Reads the configuration file, then lets flags win. Without a file there are no projects: enough for a command that
 * needs the store alone.
 * @param how.makes - makes the folder of data. Default `true`
 * @throws FeedbackError with every fault found
 */
export function loadOptions(
  flags: OptionFlags,
  env: Env,
  { makes = true }: { readonly makes?: boolean } = {},
): ResolvedOptions {
  const options = checkedOptions(readFlags(flags, env))
  if (makes) makeFolder(options, flags)
  return options
}

/**
 * The same for a collector that will send: its destinations are made too.
 * @throws FeedbackError with every fault of file and destinations
 */
export async function loadAll(
  flags: OptionFlags,
  env: Env,
  { makes = true }: { readonly makes?: boolean } = {},
): Promise<{
  readonly options: ResolvedOptions
  readonly destinations: OpenDestinations
  readonly secretFiles: readonly string[]
}> {
  const read = readFlags(flags, env)
  const { faults, ...destinations } = await tryDestinations(read.options, read.faults)
  try {
    const options = checkedOptions({ ...read, faults: [...read.faults, ...faults] })
    if (makes) makeFolder(options, flags)
    return { options, destinations, secretFiles: read.secretFiles }
  } catch (error) {
    await destinations.close()
    throw error
  }
}

const dataDirOf = ({ data }: OptionFlags): string => resolve(data ?? 'frankly-data')

function readFlags(flags: OptionFlags, env: Env): ReadOptions {
  const around = { dataDir: dataDirOf(flags), env }
  const file = configFileOf(flags)
  const { options: read, ...rest } = file
    ? readOptionsFile(file, around)
    : readOptions(undefined, { ...around, baseDir: process.cwd() })
  const { port, store, faults } = fromFlags(flags, read)
  const options = { ...read, port, host: flags.host ?? read.host, store }
  return { ...rest, options, faults: [...faults, ...rest.faults] }
}

/** What the flags say, and what is wrong with them: it is told together with what is wrong in the file. */
function fromFlags(flags: OptionFlags, read: ResolvedOptions) {
  const faults: Issue[] = []
  const fault = (path: string, found: unknown, wanted: string) =>
    faults.push({ code: 'option-invalid', path, found, wanted })
  const port = flags.port === undefined ? read.port : Number(flags.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fault('--port', flags.port, 'a port from 0 to 65535')
  const store = flags.store ?? read.store
  if (!/^(sqlite:|postgres(ql)?:\/\/)./.test(store)) fault('--store', store, 'sqlite:PATH or postgres://…')
  return { port, store, faults }
}

function makeFolder(options: ResolvedOptions, flags: OptionFlags): void {
  const dataDir = dataDirOf(flags)
  if (options.store.startsWith(`sqlite:${dataDir}`)) mkdirSync(dataDir, { recursive: true, mode: 0o700 })
}
