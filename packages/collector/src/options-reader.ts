import { readFileSync } from 'node:fs'
import type { Issue } from '@frankly/core'

/** Reads loose values and collects every fault instead of stopping at the first. */
export class Reader {
  readonly faults: Issue[] = []
  readonly #env: Readonly<Record<string, string | undefined>>

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env
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

  /** `{"env": "NAME"}` → the value of the variable. A secret in clear text is a fault: files get shared. */
  secret(value: unknown, path: string): string | undefined {
    if (value === undefined) return undefined
    const name = (value as { env?: unknown } | null)?.env
    if (typeof name !== 'string') {
      return this.fault(path, typeof value, '{"env": "NAME"}', 'secrets come from the environment')
    }
    const found = this.#env[name]
    if (found) return found
    return this.fault(path, `{"env": "${name}"}`, `the environment variable ${name} to be set`)
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
      return JSON.parse(readFileSync(file, 'utf8'))
    } catch (error) {
      return this.fault(path, file, 'a readable JSON file', (error as Error).message)
    }
  }

  /** A copy in which every `{"env": "NAME"}` is replaced by its value. */
  filled(value: unknown, path: string): unknown {
    if (Array.isArray(value)) return value.map((entry, i) => this.filled(entry, `${path}[${i}]`))
    if (typeof value !== 'object' || value === null) return value
    const keys = Object.keys(value)
    if (keys.length === 1 && keys[0] === 'env') return this.secret(value, path)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.filled(inner, `${path}.${key}`)]))
  }
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 79)}…` : value
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  return value
}
