import type { ProjectKey, ResponseId } from '../model/ids.ts'
import type { Platform } from '../platform/platform.ts'
import type { ItemEvent, PassState, Queue, SubmitResult } from '../queue/types.ts'
import { recordOf, writeAhead } from '../queue/write-ahead.ts'
import type { Delivery } from '../wire/delivery.ts'
import type { Sending } from './sending.ts'

/** One state of a pass: what may be sent of it, and what it takes to take it up again. @internal */
export interface PassSave {
  readonly responseId: ResponseId
  /** Absent: nothing may be sent yet. */
  readonly delivery: Delivery | undefined
  /** Absent: it is over, or no drafts are kept. */
  readonly pass: PassState | undefined
}

/** Writes passes down and hands them to the queue. @internal */
export interface Saver {
  /** Resolves to how safe it is, as soon as that is known. `undefined`: there was nothing to keep. Never rejects. */
  save(state: PassSave): Promise<SubmitResult | undefined>
  /** A state of this response is being written by other code; never rejects. */
  wrote(responseId: ResponseId, writing: Promise<unknown>): void
  /** Hears what becomes of the revisions of a response; the returned function ends it. */
  listen(responseId: ResponseId, run: (event: ItemEvent) => void): () => void
  /** Begins to fetch the queue's code, which will be needed; resolves when it is here or cannot be fetched now. */
  ready(): Promise<void>
  /** Tries to send now. */
  hurry(): void
}

/** @internal */
export interface SaverDeps {
  readonly project: ProjectKey
  readonly platform: Platform
  readonly sending: Sending
}

/** [W1] The customer withdrew while it was on its way to the queue. */
const TAKEN_BACK: SubmitResult = { durable: 'none', reason: 'withdrawn' }

/**
 * [CS2] What was said is written down by code that is here, and only then handed to the queue, whose code may still be on
 * its way or never come. One closure: each save asks what of the same response is still being written.
 * @internal
 */
export function createSaver({ project, platform, sending }: SaverDeps): Saver {
  const { log } = platform
  /** By response: the newest state that waits for the queue's code. */
  const waiting = new Map<ResponseId, PassSave>()
  /** By response: the name of its record, written before the queue's code came. */
  const written = new Map<ResponseId, string>()

  /** By response: what is being written past the queue: a later state that comes first would find nothing to replace. */
  const past = new Map<ResponseId, Promise<unknown>>()

  async function give(
    queue: Queue,
    { responseId, delivery, pass }: PassSave,
    isTakenBack: () => boolean,
  ): Promise<SubmitResult | undefined> {
    const writing = past.get(responseId)
    if (writing) {
      await writing
      past.delete(responseId)
    }
    if (isTakenBack()) return TAKEN_BACK
    if (delivery) return queue.submit(delivery, pass)
    if (pass) return queue.keep(pass)
    return queue.release(responseId).then(() => undefined)
  }

  async function giveLater(state: PassSave, isTakenBack: () => boolean): Promise<SubmitResult | undefined> {
    waiting.set(state.responseId, state)
    try {
      const queue = await sending.load()
      // a later state of the same response has gone in its place
      if (waiting.get(state.responseId) !== state) return
      waiting.delete(state.responseId)
      return await give(queue, state, isTakenBack)
    } catch (cause) {
      log.warn('answers cannot be sent now', cause)
      return
    }
  }

  function wrote(responseId: ResponseId, writing: Promise<unknown>): void {
    const before = past.get(responseId)
    past.set(responseId, Promise.all([before, writing]))
  }

  async function writeFirst(state: PassSave, isTakenBack: () => boolean): Promise<SubmitResult | undefined> {
    const { responseId } = state
    try {
      const journal = await platform.journal.open()
      try {
        if (isTakenBack()) return TAKEN_BACK
        const result = await writeAhead(journal, project, state, written.get(responseId))
        if (!result) return
        if (isTakenBack()) {
          // it may have come behind the emptying of the store
          await journal.change([{ key: result.key }])
          return TAKEN_BACK
        }
        written.set(responseId, result.key)
        return result.durable === 'memory' ? undefined : { durable: result.durable }
      } finally {
        // the page stays fit for the back/forward cache
        journal.close()
      }
    } catch (cause) {
      log.warn('an answer could not be written down', cause)
      return
    }
  }

  return {
    save(state) {
      // [CS5] nothing else is sure to be written before the page has gone
      const last = platform.lifecycle.isLeaving && recordOf(project, state)
      if (last) platform.keepNow?.(last)
      const { here: queue, withdrawals } = sending
      const isTakenBack = (): boolean => sending.withdrawals !== withdrawals
      if (queue) return give(queue, state, isTakenBack)
      if (!state.delivery && !state.pass) return giveLater(state, isTakenBack)
      const first = writeFirst(state, isTakenBack)
      wrote(state.responseId, first)
      const given = giveLater(state, isTakenBack)
      return new Promise((resolve) => {
        void first.then((result) => {
          if (result) resolve(result)
          else void given.then(resolve)
        })
        void given.then((result) => result && resolve(result))
      })
    },
    wrote,
    listen(responseId, run) {
      const { listeners } = sending
      const all = listeners.get(responseId) ?? new Set()
      listeners.set(responseId, all.add(run))
      return () => {
        all.delete(run)
        if (!all.size && listeners.get(responseId) === all) listeners.delete(responseId)
      }
    },
    ready: () =>
      sending.load().then(
        () => {},
        () => {},
      ),
    hurry: () =>
      void sending
        .load()
        .then((queue) => queue.flush())
        .catch(() => {}),
  }
}
