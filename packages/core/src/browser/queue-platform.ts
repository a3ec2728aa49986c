import { after } from '../platform/after.ts'
import type { Clock, JournalOpener, Logger, QueuePlatform, Random } from '../platform/platform.ts'
import { createHold } from './hold-lock.ts'
import { createLifecycle, createNetStatus } from './page-life.ts'

/**
 * What a page gives a send queue: time, chance, its life, and the journal given. Builds nothing and opens nothing until
 * it is used.
 * @param log - one that never throws
 * @public
 */
export function createQueuePlatform(journal: JournalOpener, log: Logger): QueuePlatform {
  return {
    clock: createBrowserClock(),
    random: createBrowserRandom(),
    journal,
    net: createNetStatus(),
    lifecycle: createLifecycle(),
    locks: { tryHold: createHold(Math.random) },
    log,
  }
}

function createBrowserClock(): Clock {
  return {
    now: () => Date.now(),
    // a page may have a variable of that name
    monotonic: () => globalThis.performance?.now?.() ?? Date.now(),
    after,
  }
}

function createBrowserRandom(): Random {
  return {
    bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    unit: () => Math.random(),
  }
}
