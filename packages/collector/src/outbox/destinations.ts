import { type Adapter, type News, withPrivacy } from '@frankly/adapters'
import { FeedbackError, type Issue, type ProjectKey } from '@frankly/core'
import type { Destination, ResolvedOptions, ResolvedProject } from '../options/options.ts'
import { HEARS_NOTHING } from '../options/read-destinations.ts'
import { faultsOf } from '../options/read-options.ts'
import { SCRUBS, type Scrub, scrubDelivery } from '../words/scrub.ts'
import { EMITTED, NEWS } from './entries.ts'
import { createGuardedFetch, type GuardedFetch, type Resolve } from './guarded-fetch.ts'
import { loadAdapter } from './load-adapter.ts'

/** A destination that can be sent to. @public */
export interface OpenDestination {
  readonly project: ProjectKey
  readonly id: string
  readonly adapter: Adapter
  /** Sendings at once. */
  readonly concurrency: number
}

/** All destinations of a configuration. @public */
export interface OpenDestinations {
  readonly list: readonly OpenDestination[]
  /** Lets go of connections. */
  close(): Promise<void>
}

/** What may stand in for the real thing. */
export interface DestinationParts {
  /** Default: the system's resolver. */
  readonly resolve?: Resolve
}

/**
 * Makes every adapter that the configuration names.
 * @throws FeedbackError `option-invalid` with every fault found
 * @public
 */
export async function openDestinations(
  options: Pick<ResolvedOptions, 'projects'>,
  parts: DestinationParts = {},
): Promise<OpenDestinations> {
  const { faults, ...opened } = await tryDestinations(options, [], parts)
  if (faults.length === 0) return opened
  await opened.close()
  throw new FeedbackError('option-invalid', { issues: faults })
}

/**
 * The same, with the faults beside: the command line adds them to those of the file and tells all at once.
 * @param known faults found before: a destination that has one is not tried
 */
export async function tryDestinations(
  options: Pick<ResolvedOptions, 'projects'>,
  known: readonly Issue[],
  parts: DestinationParts = {},
): Promise<OpenDestinations & { readonly faults: readonly Issue[] }> {
  const faults: Issue[] = []
  const list: OpenDestination[] = []
  const guarded = createGuardedFetch(parts.resolve)
  for (const project of options.projects.values()) {
    for (const [i, destination] of project.destinations.entries()) {
      const at = `projects.${project.key}.destinations[${i}]`
      if (known.some(({ path }) => path === at || path.startsWith(`${at}.`))) continue
      try {
        const opened = await open(project, destination, guarded)
        list.push(opened)
        const deaf = hearsNothing(destination, opened.adapter.hears)
        if (deaf) faults.push({ ...deaf, path: `${at}.${deaf.path}` })
      } catch (error) {
        const found = faultsOf(error)
        if (found.length === 0) throw error
        faults.push(...found.map((fault) => ({ ...fault, path: placed(at, fault.path) })))
      }
    }
  }
  return { list, faults, close: () => closeAll(list, guarded) }
}

async function open(
  project: ResolvedProject,
  destination: Destination,
  guarded: GuardedFetch,
): Promise<OpenDestination> {
  const { id, events, allowPrivate = false, carries, concurrency = 4 } = destination
  const adapter = await loadAdapter(destination.adapter, {
    // The visitor's consent is looked up for each response before it is sent, see `may-send.ts`.
    consent: () => true,
    ...(events ? { on: [...new Set([...events, 'subject.erased'])] } : {}),
    ...(allowPrivate ? {} : { fetch: guarded.fetch }),
    ...destination.options,
  })
  const { scrub = SCRUBS, ...law } = project.privacy
  const policy = { ...law, ...(carries ? { carries } : {}) }
  return { project: project.key, id, concurrency, adapter: scrubbing(withPrivacy(adapter, policy), scrub) }
}

/** The same adapter, which is given free text masked. */
function scrubbing(adapter: Adapter, what: readonly Scrub[]): Adapter {
  if (what.length === 0) return adapter
  const send: Adapter['send'] = (delivery, signal) => adapter.send(scrubDelivery(delivery, what), signal)
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(adapter), send: { value: send } }) as Adapter
}

/**
 * A destination that hears only events which the collector never makes would get nothing: the fault that says so, or
 * nothing. Erasures alone count only when they are asked for by name.
 */
function hearsNothing({ adapter, events, options }: Destination, hears: readonly News[]): Issue | undefined {
  const wanted = events ?? hears.filter((one) => one !== 'subject.erased')
  const completed = (one: News) => one === 'response.completed' || one === 'answer.saved'
  const reached = wanted.some(
    (one) =>
      NEWS.includes(one) &&
      (hears.includes(one) ||
        (one === 'bad-news' ? hears.some(completed) : completed(one) && hears.includes('bad-news'))),
  )
  if (reached) return undefined
  const path = events ? 'events' : options['on'] === undefined ? 'adapter' : 'options.on'
  const found = path === 'adapter' ? `${adapter}, which by itself waits for ${hears.join(', ')}` : wanted.join(', ')
  const wantedText = `something that this collector tells of, which is ${EMITTED.join(', ')}`
  return { code: 'option-invalid', path, found, wanted: wantedText, hint: HEARS_NOTHING }
}

/** Adapters name their options from their own root. */
function placed(at: string, path: string): string {
  return path === 'adapter' || path === 'region' ? `${at}.${path}` : `${at}.options${path ? `.${path}` : ''}`
}

async function closeAll(list: readonly OpenDestination[], guarded: GuardedFetch): Promise<void> {
  const closers = list.map(({ adapter }) => (adapter as { close?: () => unknown }).close?.())
  await Promise.allSettled([...closers, guarded.close()])
}
