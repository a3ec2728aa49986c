import { readFileSync } from 'node:fs'
import {
  type FakeDestination,
  type FakeReply,
  type FakeRequest,
  startFake,
  type TransportUnderTest,
} from '@frankly/adapters/testing'
import type { Transport } from '@frankly/core'
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** One destination of the table: a fake, and how to make our adapter for it. */
export interface DestinationCase extends TransportUnderTest {
  /** Row of the table; the sub-path of the adapter. */
  readonly name: string
  /** Ends what the cells share: a real service. */
  stop?(): Promise<void>
}

/** Makes a case of an HTTP destination: a fresh fake and a fresh adapter for each cell. */
export function httpCase(
  name: string,
  destination: FakeDestination,
  make: (url: string, timeoutMs: number) => Transport,
  more: Omit<DestinationCase, 'name' | 'start'> = {},
): DestinationCase {
  return {
    name,
    ...more,
    start: async (timeoutMs) => {
      const fake = await startFake(destination)
      return { fake, transport: make(fake.url, timeoutMs) }
    },
  }
}

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTuples: false,
  allowUnionTypes: true,
})
ajv.addKeyword('x-source')
ajv.addKeyword('x-read')
;(addFormats as unknown as (ajv: Ajv2020) => void)(ajv)
const validators = new Map<string, ValidateFunction>()

/**
 * Holds a value against `shapes/<name>.json`: what the vendor's documentation says, with source and date, and no
 * unknown field. Gives the faults in words.
 */
export function shapeFault(name: string, value: unknown): string | undefined {
  const known = validators.get(name)
  const validate =
    known ?? ajv.compile(JSON.parse(readFileSync(new URL(`./shapes/${name}.json`, import.meta.url), 'utf8')))
  validators.set(name, validate)
  return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: name })
}

/** One demand on a request: whether it holds, and how the destination refuses it. */
export type Demand = readonly [holds: unknown, status: number, words: unknown]

/** The first demand that does not hold, as the destination's answer. */
export function firstBroken(demands: readonly Demand[]): FakeReply | undefined {
  const broken = demands.find(([holds]) => !holds)
  return broken && { status: broken[1], body: typeof broken[2] === 'string' ? { message: broken[2] } : broken[2] }
}

/** What every JSON call must be: method, path, content type, shape. */
export function jsonDemands(request: FakeRequest, path: string, shape: string, type = 'application/json'): Demand[] {
  const fault = shapeFault(shape, request.json)
  return [
    [request.path === path, 404, `no such path ${request.path}`],
    [request.method === 'POST', 405, `no ${request.method} here`],
    [request.headers['content-type']?.startsWith(type), 415, `content-type ${request.headers['content-type']}`],
    [!fault, 400, fault],
  ]
}

/** The same of a url-encoded form: the shape is that of its fields. */
export function formDemands(request: FakeRequest, path: string, shape: string): Demand[] {
  const [where, method, type] = jsonDemands(request, path, shape, 'application/x-www-form-urlencoded')
  const fields = [...request.form]
  const fault = shapeFault(shape, Object.fromEntries(fields))
  const once = new Set(fields.map(([name]) => name)).size === fields.length
  return [where!, method!, type!, [once, 400, 'a field stands twice'], [!fault, 400, fault]]
}
