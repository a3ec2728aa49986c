import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import type { Adapter } from '@frankly/adapters'
import { FeedbackError } from '@frankly/core'

/** Adapters that live inside one program: a configuration file has nothing to connect them to. */
const INSIDE: ReadonlySet<string> = new Set(['broadcast', 'custom', 'memory', 'post-message'])
/** Sub-paths that are no adapters. */
const TOOLS: ReadonlySet<string> = new Set(['contact-history', 'package.json', 'render', 'testing'])

type Factory = (options: Readonly<Record<string, unknown>>) => Adapter

/**
 * Makes the adapter that stands at a sub-path of `@frankly/adapters`: there `create<Name>Adapter` is its one factory.
 * @throws FeedbackError `option-invalid`, paths as seen from the destination
 */
export async function loadAdapter(name: string, options: Readonly<Record<string, unknown>>): Promise<Adapter> {
  const adapter = (await factoryOf(name))(options)
  if (adapter.runsOn === 'browser') {
    throw unknown(name, 'an adapter for servers', 'this one pushes into a page: give it to the widget')
  }
  return adapter
}

async function factoryOf(name: string): Promise<Factory> {
  const wanted = 'the name of an adapter'
  if (INSIDE.has(name)) throw unknown(name, wanted, 'this one is made in a program, not in a file')
  const known = adapterNames()
  if (!known.includes(name)) throw unknown(name, wanted, `known are ${known.join(', ')}`)
  const path = `@frankly/adapters/${name}`
  const module = (await import(/* @vite-ignore */ path)) as Readonly<Record<string, unknown>>
  const factory = Object.entries(module).find(([key]) => /^create\w+Adapter$/.test(key))?.[1]
  if (typeof factory !== 'function') throw new Error(`@frankly/adapters/${name} exports no create…Adapter`)
  return factory as Factory
}

let names: readonly string[] | undefined

/** Sub-paths of the installed `@frankly/adapters`. */
function adapterNames(): readonly string[] {
  names ??= namesIn(findPackageJSON('@frankly/adapters', import.meta.url))
  return names
}

function namesIn(file: string | undefined): readonly string[] {
  if (file === undefined) throw new Error('@frankly/adapters is not installed')
  const { exports } = JSON.parse(readFileSync(file, 'utf8')) as { exports: Readonly<Record<string, unknown>> }
  return Object.keys(exports)
    .filter((path) => path.startsWith('./'))
    .map((path) => path.slice(2))
    .filter((path) => !INSIDE.has(path) && !TOOLS.has(path))
    .sort()
}

function unknown(found: string, wanted: string, hint: string): FeedbackError {
  return new FeedbackError('option-invalid', { path: 'adapter', found, wanted, hint })
}
