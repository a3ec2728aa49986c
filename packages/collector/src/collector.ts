import { randomBytes } from 'node:crypto'
import { makeId } from '@frankly/core/platform'
import { createAccounts } from './access/accounts.ts'
import { createFileLinks } from './access/file-links.ts'
import { trustedProxies } from './access/networks.ts'
import { createPasses } from './access/passes.ts'
import { createRateLimiter } from './access/rate-limit.ts'
import { openBucket } from './bucket.ts'
import { createGuesses } from './http/access/guesses.ts'
import { createApp } from './http/app.ts'
import type { Context } from './http/context.ts'
import type { Collector } from './http/listen.ts'
import { createCounting } from './ingest/counting.ts'
import { createIntake } from './ingest/intake.ts'
import { keepUnwritable } from './ingest/unwritable.ts'
import { createFeed } from './live/feed.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import type { ResolvedOptions } from './options/options.ts'
import { createCrowd } from './outbox/crowd.ts'
import { type OpenDestinations, openDestinations } from './outbox/destinations.ts'
import type { SendDeps } from './outbox/send-row.ts'
import { startOutbox, tellingOfRows } from './outbox/worker.ts'
import type { Clock, Log, Random } from './platform.ts'
import { createRetention, type Retention } from './privacy/retention.ts'
import { createQuotas } from './quotas.ts'
import { openSpool } from './spool/spool.ts'
import type { Store, Tidying } from './store/ports.ts'
import { openStore } from './store/store.ts'
import { troubleOf } from './store/trouble.ts'
import { openProjects, REFRESH_MS } from './surveys/live-projects.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** How long what is not an answer is kept, ms. Listed in `docs/reference/limits.md`. */
export const AGES: Tidying['ages'] = {
  deadLetters: 30 * DAY,
  conflicts: 90 * DAY,
  // A client keeps an answer for 30 days; what is sent after 400 was not kept by one.
  tombstones: 400 * DAY,
  // Twice as long as a client keeps the answer that a request to erase has overtaken.
  unseenTombstones: 60 * DAY,
  waitingFiles: DAY,
}

/** What a collector takes from outside. @public */
export interface CollectorParts {
  /** Default: that of the machine. */
  readonly clock?: Clock
  /** Default: `Math.random`. */
  readonly random?: Random
  /** Default: writes to stderr. */
  readonly log?: Log
}

/** The same with what only our own code replaces. */
export interface OwnParts extends CollectorParts {
  /** Default: the one that the options name. */
  readonly store?: Store
  /** Default: made of the options. */
  readonly destinations?: OpenDestinations
}

/** The same with what is behind the routes, for our own commands and tests. */
export interface OpenCollector extends Collector {
  readonly store: Store
  readonly context: Context
  readonly retention: Retention
}

/**
 * Makes a collector: opens its store and its destinations, and begins to send what waits in the outbox.
 * @param options - of `resolveOptions` or `readOptionsFile`
 * @throws FeedbackError `option-invalid` with every fault of the destinations
 * @throws Error named `StoreRefusal` when the store cannot be used as things are; its message says what to do
 * @public
 */
export function createCollector(options: ResolvedOptions, parts: CollectorParts = {}): Promise<Collector> {
  return openCollector(options, parts)
}

/**
 * Opens the store and builds everything. One function: it is the only place that wires, read from the store to the app.
 * @throws FeedbackError `option-invalid` with every fault of the destinations
 * @throws StoreRefusal when the store cannot be used as things are
 */
export async function openCollector(options: ResolvedOptions, parts: OwnParts = {}): Promise<OpenCollector> {
  const clock = parts.clock ?? { now: () => Date.now() }
  const random = parts.random ?? Math.random
  const log = parts.log ?? createLog(options.log, (line) => process.stderr.write(line))
  const destinations = parts.destinations ?? (await openDestinations(options))
  const metrics = createMetrics()
  const storeFailed = (error: unknown) => {
    metrics.add('store_errors_total')
    log(`store: ${troubleOf(error)?.message ?? (error instanceof Error ? error.message : String(error))}`)
  }
  const opened =
    parts.store ??
    (await openStore({
      url: options.store,
      now: clock.now(),
      bucket: await openBucket(options.s3),
      onError: storeFailed,
    }))
  const surveys = await openProjects(opened, options, clock, log).catch(async (error) => {
    await opened.close()
    throw error
  })
  const { publicUrl } = options
  const revisionOf: SendDeps['revisionOf'] = async (project, id) => (await opened.response(project, id))?.revision
  const { outbox } = opened
  const worker = startOutbox(
    { outbox, clock, random, log, metrics, publicUrl, revisionOf, alertsPerHour: options.limits.alertsPerHour },
    destinations,
  )
  const direct = tellingOfRows(opened, () => worker.nudge())
  const closing = new AbortController()
  let leaving = false
  const leave = () => {
    leaving = true
  }
  const { limits } = options
  const spool = options.spool
    ? await openSpool(options.spool, {
        store: direct,
        clock,
        metrics,
        onStored: () => feed.nudge(),
        onError: storeFailed,
        onUnwritable: (items) => keepUnwritable(direct, items, limits),
      }).catch(async (error) => {
        await worker.stop()
        await opened.close()
        throw error
      })
    : undefined
  const store = spool?.store ?? direct
  const intake = createIntake(store, limits, storeFailed)
  const feed = createFeed(store, clock, storeFailed)
  const proxies = trustedProxies(options.trustedProxies)
  const { staffToken } = options
  // The configured projects with the surveys that are published.
  const live = { ...options, projects: surveys.projects }
  const newId = () => makeId(clock, { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) })
  const passes = createPasses(store.passes, staffToken, clock, await cookieKeyOf(store, staffToken))
  const context: Context = {
    options: live,
    surveys,
    store,
    ...(spool ? { spool } : {}),
    intake,
    counting: createCounting(store.surveys),
    feed,
    quotas: createQuotas(store, live, clock, storeFailed),
    worker,
    metrics,
    limiters: {
      project: createRateLimiter(limits.projectPerSecond, limits.projectPerSecond * 3),
      address: createRateLimiter(limits.addressPerSecond, limits.addressPerSecond * 3),
      refused: createRateLimiter(limits.refusedPerHour / 3600, limits.refusedPerHour),
    },
    proxies,
    passes,
    accounts: createAccounts({ store, passes, clock, newId }),
    fileLinks: createFileLinks(passes.cookieKey, clock),
    guesses: createGuesses({ clock, log, metrics, proxies }),
    crowd: createCrowd(clock, limits.alertsPerAddress),
    clock,
    random,
    newId,
    log,
    closing: closing.signal,
    isLeaving: () => leaving,
  }
  const retention = createRetention({ store, projects: [...options.projects.values()], clock, log })
  const tidy = setInterval(() => {
    store
      .tidy({ now: clock.now(), ages: AGES, conflicts: limits.conflicts, unseen: limits.unseenTombstones })
      .then(() => retention.runIfDue())
      .catch(storeFailed)
  }, HOUR)
  tidy.unref()
  const refresh = setInterval(() => void surveys.refresh().catch(storeFailed), REFRESH_MS)
  refresh.unref()
  const endStreams = () => {
    leave()
    closing.abort()
    feed.close()
  }
  return {
    retention,
    app: createApp(context),
    options,
    store,
    context,
    leave,
    endStreams,
    async close() {
      clearInterval(tidy)
      clearInterval(refresh)
      endStreams()
      await intake.idle()
      await spool?.close()
      await worker.stop()
      await store.close()
    },
  }
}

/** What signs cookies where no token does: made once, for all collectors on this store. */
async function cookieKeyOf({ accounts }: Pick<Store, 'accounts'>, token: string | undefined): Promise<string> {
  if (token !== undefined) return ''
  return accounts.setting('cookie-key', randomBytes(32).toString('base64url'))
}
