import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { FeedbackError } from '@frankly/core'
import { type ResolvedOptions, readOptionsFile, resolveOptions } from '../options.ts'

/** What commands take about the configuration. */
export interface OptionFlags {
  readonly config?: string | undefined
  readonly data?: string | undefined
  readonly host?: string | undefined
  readonly port?: string | undefined
  readonly store?: string | undefined
}

/**
 * Reads the configuration file if one is named, then lets flags win.
 * @throws FeedbackError with every fault found
 */
export function loadOptions(flags: OptionFlags, env: Readonly<Record<string, string | undefined>>): ResolvedOptions {
  const dataDir = resolve(flags.data ?? 'frankly-data')
  const around = { dataDir, env }
  const read = flags.config
    ? readOptionsFile(flags.config, around)
    : resolveOptions(undefined, { ...around, baseDir: process.cwd() })
  const port = flags.port === undefined ? read.port : Number(flags.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new FeedbackError('option-invalid', { path: '--port', found: flags.port, wanted: 'a port from 0 to 65535' })
  }
  const options = { ...read, port, host: flags.host ?? read.host, store: flags.store ?? read.store }
  if (options.store.startsWith(`sqlite:${dataDir}`)) mkdirSync(dataDir, { recursive: true })
  return options
}
