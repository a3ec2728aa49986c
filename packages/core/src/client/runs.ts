import type { Run, RunEvent, StartOptions } from '../engine/run-state.ts'
import { startRun } from '../engine/start-run.ts'
import type { ResponseId } from '../model/ids.ts'
import type { ResponseContext, SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import { makeId } from '../platform/make-id.ts'
import type { PassState } from '../queue/types.ts'
import type { LedgerEntry } from '../targeting/ledger.ts'
import { orderMark } from '../targeting/stable-hash.ts'
import type { FeedbackContext } from './context.ts'
import type { DeliveryState } from './delivery-state.ts'
import type { PassFound, PassWanted } from './find-pass.ts'
import type { Known } from './known-surveys.ts'
import type { Memory } from './memory.ts'
import { nameOfPass } from './name-of-pass.ts'
import type { Pass } from './pass.ts'
import type { OpenedRun, PassClient } from './pass-of-run.ts'
import { PATIENCE_MS } from './patience.ts'
import { createRunHandle, type LiveRun } from './run-handle.ts'
import type { Sending } from './sending.ts'

const DAY = 86_400_000
/**
 * So long, ms, a survey waits to be shown for what earlier pages left, where they left something: on a slow connection
 * its code comes late, and a second pass for the same order is worse than a late question.
 */
const LOOK_MS = 10_000

/** The code that steps runs on and saves them: in a page it comes after the first question. @internal */
export interface RunParts {
  /** Steps a run on and saves it. */
  passOf(client: PassClient, opened: OpenedRun): Pass
  /** Goes on with a run that was left. */
  resumeRun(survey: Survey, draft: Run, options: StartOptions): Run
  /** What earlier pages left. */
  findPass(wanted: PassWanted): Promise<PassFound>
  /** Hands to the queue. */
  readonly sending: Sending
}

/** @internal */
export interface RunsDeps extends PassClient {
  readonly memory: Memory
  /** If its code is here. */
  partsHere(): RunParts | undefined
  /** Fetches it; rejects when it cannot be fetched now. */
  parts(): Promise<RunParts>
  /** May earlier pages have left something on this device? */
  mayHavePasses(): Promise<boolean>
  /** Writes a pass down whose acts no code can step on yet. */
  keepActs(pass: PassState): Promise<DeliveryState>
  /** So that a survey is found by the words behind its ids. */
  met(survey: Survey): void
}

/** How a run begins. @internal */
export interface Beginning {
  /** The survey to begin. */
  readonly survey: Survey
  /** What is known of the project. */
  readonly known: Known
  /** Facts for this run alone. */
  readonly context?: FeedbackContext | undefined
  /** [P4] Begin even where another page has the pass for this order: then as a pass of its own. */
  readonly force?: boolean
}

/** A run that has begun; `shown` is not emitted yet. @internal */
export interface Begun extends LiveRun {
  /** The response that it makes. */
  readonly responseId: ResponseId
  /** It goes on with what an earlier page left. */
  readonly isResumed: boolean
  /** It stands before somebody: notes and tells that. */
  shown(): void
}

/** The runs that are before somebody now. @internal */
export interface Runs {
  /** Oldest first. */
  readonly open: readonly Begun[]
  /** `undefined`: another page, or another place of this page, has the pass for this order. */
  begin(what: Beginning): Promise<Begun | undefined>
  /** Was it begun on an earlier page by this visitor, about this order, and not ended? */
  hasPass(survey: Survey): Promise<boolean>
  /** Saves what is not saved yet. */
  settle(): Promise<void>
  /** Each as its customer would close it. */
  dismiss(): Promise<void>
  /** Each is put away: the next start goes on with it. */
  leave(which?: (subject: SubjectRef | undefined) => boolean): Promise<readonly Begun[]>
  /** Who is known now takes over what was begun while nobody was known. */
  adopt(subject: SubjectRef): void
  /** [W1] The customer took everything back. */
  withdraw(): void
}

/** What is known of a run when it begins. */
type Opening = Pick<OpenedRun, 'survey' | 'responseId' | 'start' | 'earlier' | 'order' | 'test' | 'known'>

interface Owner {
  subject: SubjectRef | undefined
  readonly order: string | undefined
  /** Locks that go when the run is over. */
  readonly releases: (() => void)[]
}

/** @internal */
export function createRuns(deps: RunsDeps): Runs {
  const { options, memory, visitor, emitter } = deps
  const { project, platform } = options
  const { clock, random, log, locks } = platform
  const live = new Map<Begun, Owner>()
  /** Also those that came to their end and are still looked at. */
  const watched = new Map<Begun, Owner>()
  /** By survey and order: it is being opened now. */
  const opening = new Map<string, Promise<Begun | undefined>>()
  const keepsDrafts = () => options.mode !== 'kiosk' && options.draftDays > 0 && deps.consent().feedback === 'granted'

  async function findPass(survey: Survey, subject: SubjectRef | undefined, order: string | undefined) {
    if (!keepsDrafts()) return
    const keepMs = options.draftDays * DAY
    const wanted = { survey, subjectId: subject?.id, order, now: clock.now(), keepMs }
    try {
      if (!(await within(PATIENCE_MS, deps.mayHavePasses()))) return
      const left = await within(
        LOOK_MS,
        deps.parts().then((parts) => parts.findPass(wanted)),
      )
      memory.learn(left.ledger, wanted.now)
      return left.open
    } catch (cause) {
      log.warn('what earlier pages left cannot be read now', cause)
      return
    }
  }

  /** Nobody waits for a store or a network that does not answer. */
  function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const cancel = clock.after(ms, () => reject(new Error('no answer in time')))
      void work.then(resolve, reject).finally(cancel)
    })
  }

  function nameOf({ id, version }: Survey, { subject, order }: Pick<Owner, 'subject' | 'order'>): string {
    return nameOfPass(project, {
      surveyId: id,
      surveyVersion: version,
      ...(subject && { subjectId: subject.id }),
      ...(order !== undefined && { order }),
    })
  }

  /** [P3] What was begun while nobody was known may still stand before somebody under that name. */
  async function isNobodysFree(survey: Survey, owner: Owner): Promise<boolean> {
    const lock = await locks.own(nameOf(survey, { subject: undefined, order: owner.order }))
    if (lock.is === 'own') owner.releases.push(lock.release)
    return lock.is !== 'elsewhere'
  }

  async function begin(what: Beginning): Promise<Begun | undefined> {
    const { survey, context } = what
    deps.met(survey)
    const responseContext = visitor.responseContext(context, deps.consent().analytics === 'granted')
    const order = responseContext.order && orderMark(responseContext.order.orderId)
    const owner: Owner = { subject: visitor.subject, order, releases: [] }
    // [P1] one owner at a time: a page that shows a pass holds its lock
    const name = nameOf(survey, owner)
    // what is open already is answered with itself, also when its visitor became known meanwhile
    const twin = (order || keepsDrafts()) && [...live].find(([each, whose]) => nameOf(each.survey, whose) === name)
    if (twin) return twin[0]
    // and so is what is being opened, for whomever it was begun: two calls at once are one pass
    const place = nameOf(survey, { subject: undefined, order })
    const coming = (order || keepsDrafts()) && opening.get(place)
    const other = coming && (await coming)
    if (other && !other.isGone) return other
    const begun = open(what, owner, responseContext)
    opening.set(place, begun)
    return begun.finally(() => opening.delete(place))
  }

  /** Takes the locks of a pass and finds what earlier pages left of it. `undefined`: another page has it. */
  async function own(
    { survey, force }: Beginning,
    owner: Owner,
  ): Promise<{ earlier: PassState | undefined } | undefined> {
    const { subject, order } = owner
    const lock = await locks.own(nameOf(survey, owner))
    if (lock.is === 'own') owner.releases.push(lock.release)
    // with an order the pass of one who is not known is the same: another page may not have heard the name yet
    const mayTake = order && subject && lock.is !== 'elsewhere' ? await isNobodysFree(survey, owner) : undefined
    // [P4] one order, one response to a survey: the second place yields
    if (order && !force && (lock.is === 'elsewhere' || mayTake === false)) {
      for (const release of owner.releases.splice(0)) release()
      return
    }
    const found = lock.is === 'own' ? await findPass(survey, subject, order) : undefined
    const isOwn = found && (found.subjectId === subject?.id || (mayTake ?? (await isNobodysFree(survey, owner))))
    return { earlier: isOwn ? found : undefined }
  }

  async function open(what: Beginning, owner: Owner, responseContext: ResponseContext): Promise<Begun | undefined> {
    const { survey, known } = what
    const surveyId = survey.id
    const { order } = owner
    const owned = await own(what, owner)
    if (!owned) return
    const { earlier } = owned
    const parts = earlier && (await deps.parts())
    if (owner.subject?.id !== visitor.subject?.id) {
      // [P3] who came meanwhile has nothing to do with what another was to be shown
      for (const release of owner.releases.splice(0)) release()
      owner.subject = visitor.subject
      return open(what, owner, responseContext)
    }
    const now = clock.now()
    const responseId = earlier?.responseId ?? makeId(clock, random)
    const fullQuotas = Object.hasOwn(known.fullQuotas, surveyId) && known.fullQuotas[surveyId]
    const startsFrom: StartOptions = {
      seed: earlier?.run.seed ?? responseId,
      locale: visitor.locale,
      now,
      ...(fullQuotas && { fullQuotas }),
    }
    // [P6] the facts of the context are those of the moment when it was opened
    const start = earlier
      ? parts!.resumeRun(survey, earlier.run, startsFrom)
      : startRun(survey, { ...startsFrom, context: responseContext })
    const begun = put({ survey, responseId, start, earlier, order, test: visitor.isTest, known }, owner)
    if (earlier?.acts) await begun.ready()
    else if (deps.partsHere()) void begun.ready()
    return begun
  }

  /** Puts a run before somebody. */
  function put(opening: Opening, owner: Owner): Begun {
    const { survey, responseId, start, earlier, order, test, known } = opening
    const surveyId = survey.id
    const ref = { surveyId, responseId }
    const isDoor = survey.targeting?.alwaysOpen
    const note = (what: LedgerEntry['what']) => {
      // [G8] the opening of the door counts for nothing, that somebody spoke does
      if (test || (isDoor && what !== 'answered')) return
      memory.note({ what, surveyId, at: clock.now(), ...(order && { order }) }, known.policy)
    }
    let keptActs: Promise<unknown> | undefined
    let isTold = false
    const over = (): void => {
      live.delete(begun)
      for (const release of owner.releases.splice(0)) release()
    }
    const opened = { ...opening, keptActs: () => keptActs, subject: () => owner.subject, keepsDrafts, note, over }
    const run = createRunHandle({
      survey,
      responseId,
      start,
      names: known.names,
      clock,
      pass({ changed }) {
        const passBy = (parts: RunParts): Pass => parts.passOf(deps, { ...opened, changed })
        const here = deps.partsHere()
        return here ? passBy(here) : deps.parts().then(passBy)
      },
      async keepActs(acts) {
        const writing = deps.keepActs(withActs(opening, owner, acts))
        keptActs = Promise.all([keptActs, writing])
        return writing
      },
      over,
      forgotten: () => watched.delete(begun),
      reopened() {
        live.set(begun, owner)
        watched.set(begun, owner)
      },
      dismissed(answered) {
        if (!answered) note('dismissed')
        emitter.emit('survey.dismissed', { ...ref, answered })
      },
      failed: (error) => log.warn('a subscriber of a run threw', error),
      missing: (error) => log.warn('code for the answers cannot be fetched now; the next act tries again', error),
    })
    const begun: Begun = {
      ...run,
      get run() {
        return run.run
      },
      get isGone() {
        return run.isGone
      },
      responseId,
      isResumed: earlier !== undefined,
      shown() {
        if (isTold) return
        isTold = true
        note('shown')
        emitter.emit('survey.shown', { ...ref, run: run.handle })
      },
    }
    live.set(begun, owner)
    watched.set(begun, owner)
    return begun
  }

  /** [CS4] A pass whose acts no code can step on yet. */
  function withActs(
    { survey, responseId, start, earlier, order, test }: Opening,
    owner: Owner,
    acts: readonly RunEvent[],
  ) {
    const { subject } = owner
    return {
      responseId,
      surveyId: survey.id,
      surveyVersion: survey.version,
      revision: earlier?.revision ?? 0,
      at: clock.now(),
      run: start,
      writer: deps.writer,
      acts,
      survey,
      base: { mode: options.mode, test, ...(subject && { subject }) },
      ...(subject && { subjectId: subject.id }),
      ...(order !== undefined && { order }),
      ...(earlier?.receiptCode && { receiptCode: earlier.receiptCode }),
    }
  }

  return {
    get open() {
      return [...live.keys()]
    },
    begin,
    async hasPass(survey) {
      const { order } = visitor.responseContext(undefined, false)
      return (await findPass(survey, visitor.subject, order && orderMark(order.orderId))) !== undefined
    },
    async settle() {
      await Promise.all([...watched.keys()].map((run) => run.settle()))
    },
    async dismiss() {
      await Promise.all([...live.keys()].map(({ handle }) => handle.dismiss()))
    },
    async leave(which = () => true) {
      const leaving = [...watched].filter(([, { subject }]) => which(subject)).map(([begun]) => begun)
      await Promise.all(leaving.map(({ handle }) => handle.leave()))
      return leaving
    },
    adopt(subject) {
      for (const [begun, owner] of watched) {
        if (owner.subject) continue
        owner.subject = subject
        if (live.has(begun)) begun.named()
        // so that no other page of this visitor takes it up while it stands here
        void locks.own(nameOf(begun.survey, owner)).then((lock) => {
          if (lock.is !== 'own') return
          if (live.has(begun)) owner.releases.push(lock.release)
          else lock.release()
        })
      }
    },
    withdraw() {
      // also what is closed already and is being saved
      deps.partsHere()?.sending.withdraw()
      for (const run of watched.keys()) run.withdraw()
    },
  }
}
