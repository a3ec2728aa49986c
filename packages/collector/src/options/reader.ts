import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Issue } from '@frankly/core'
import { readJsonFile } from './json-file.ts'

/** Where a secret is: in an environment variable, or in a file beside the configuration. Secrets are given only so. @public */
export type Secret = { readonly env: string } | { readonly file: string }

/** Reads loose values and collects every fault instead of stopping at the first. */
export class Reader {
  readonly faults: Issue[] = []
  /** Files that secrets were read from. */
  readonly secretFiles: string[] = []
  readonly #env: Readonly<Record<string, string | undefined>>
  readonly #baseDir: string

  /** @param baseDir where relative paths of secrets begin */
  constructor(env: Readonly<Record<string, string | undefined>>, baseDir: string) {
    this.#env = env
    this.#baseDir = baseDir
  }

  fault(path: string, found: unknown, wanted: string, hint?: string): undefined {
    this.faults.push({ code: 'option-invalid', path, found: shown(found), wanted, ...(hint ? { hint } : {}) })
  }

  /** An object; with `names`, other keys are faults. */
  object(value: unknown, path: string, names?: readonly string[]): Readonly<Record<string, unknown>> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(path, value, 'an object')
      return {}
    }
    for (const name of names ? Object.keys(value) : []) {
      if (names!.includes(name)) continue
      this.fault(path ? `${path}.${name}` : name, name, 'a known setting', `known are ${names!.join(', ')}`)
    }
    return value as Readonly<Record<string, unknown>>
  }

  list(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return value
    this.fault(path, value, 'a list')
    return []
  }

  text(value: unknown, path: string): string | undefined {
    if (value === undefined) return undefined
    if (typeof value === 'string' && value.trim() !== '') return value
    return this.fault(path, value, 'a text')
  }

  whole(value: unknown, path: string, from: number, to: number): number | undefined {
    if (value === undefined) return undefined
    if (Number.isInteger(value) && (value as number) >= from && (value as number) <= to) return value as number
    return this.fault(path, value, `a whole number from ${from} to ${to}`)
  }

  positive(value: unknown, path: string): number | undefined {
    if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value
    return this.fault(path, value, 'a number from 0')
  }

  flag(value: unknown, path: string): boolean | undefined {
    if (value === undefined || typeof value === 'boolean') return value
    return this.fault(path, value, 'true or false')
  }

  url(value: unknown, path: string): string | undefined {
    if (value === undefined) return undefined
    if (typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '')
    return this.fault(path, value, 'an address that starts with http:// or https://')
  }

  /** `{"env": "NAME"}` or `{"file": "PATH"}` → what it holds. A secret in clear text is a fault: files get shared. */
  secret(value: unknown, path: string): string | undefined {
    if (value === undefined) return undefined
    const { env: name, file } = (value ?? {}) as { env?: unknown; file?: unknown }
    if (typeof file === 'string' && name === undefined) return this.#secretFrom(file, path)
    if (typeof name !== 'string' || file !== undefined) {
      const wanted = '{"env": "NAME"} or {"file": "PATH"}'
      return this.fault(path, typeof value, wanted, 'secrets come from the environment or from a file of their own')
    }
    const found = this.#env[name]
    if (found) return found
    return this.fault(path, `{"env": "${name}"}`, `the environment variable ${name} to be set`)
  }

  #secretFrom(file: string, path: string): string | undefined {
    const whole = resolve(this.#baseDir, file)
    try {
      const found = readFileSync(whole, 'utf8').trim()
      this.secretFiles.push(whole)
      return found === '' ? this.fault(path, `an empty file ${whole}`, 'a file with the secret in it') : found
    } catch (error) {
      return this.fault(path, (error as Error).message, `a readable file ${whole} with the secret in it`)
    }
  }

  /** A plain value that `accept` takes, or a secret. */
  secretOr(value: unknown, path: string, accept: (value: string) => string | undefined): string | undefined {
    if (value === undefined) return undefined
    const plain = typeof value === 'string' ? value : this.secret(value, path)
    if (plain === undefined) return undefined
    return accept(plain) ?? this.fault(path, typeof value, 'sqlite:PATH or postgres://…')
  }

  json(file: string, path: string): unknown {
    try {
      return readJsonFile(file)
    } catch (error) {
      return this.fault(path, file, 'a readable JSON file', (error as Error).message)
    }
  }

  /** A copy in which every `{"env": "NAME"}` and `{"file": "PATH"}` is replaced by its value. */
  filled(value: unknown, path: string): unknown {
    if (Array.isArray(value)) return value.map((entry, i) => this.filled(entry, `${path}[${i}]`))
    if (typeof value !== 'object' || value === null) return value
    const keys = Object.keys(value)
    if (keys.length === 1 && (keys[0] === 'env' || keys[0] === 'file')) return this.secret(value, path)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.filled(inner, `${path}.${key}`)]))
  }
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 79)}…` : value
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  return value
}
