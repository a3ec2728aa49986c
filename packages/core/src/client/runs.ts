import type { StartOptions } from '../engine/run-state.ts'
import { startRun } from '../engine/start-run.ts'
import type { ResponseContext, SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import { makeId } from '../platform/make-id.ts'
import { orderMark } from '../targeting/stable-hash.ts'
import type { Beginning, Begun, RunsDeps } from './begun.ts'
import { createPassOwners, type Owner, release } from './pass-owners.ts'
import { putRun, type RunLists } from './put-run.ts'

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

/**
 * One closure: every command looks through the runs that this page has open or is opening.
 * @internal
 */
export function createRuns(deps: RunsDeps): Runs {
  const { visitor } = deps
  const { clock, random, locks } = deps.options.platform
  const lists: RunLists = { live: new Map(), watched: new Map() }
  const { live, watched } = lists
  /** By survey and order: it is being opened now. */
  const opening = new Map<string, Promise<Begun | undefined>>()
  const { keepsDrafts, nameOf, findPass, own } = createPassOwners(deps)

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
      release(owner)
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
    const begun = putRun(
      deps,
      lists,
      keepsDrafts,
      { survey, responseId, start, earlier, order, test: visitor.isTest, known },
      owner,
    )
    if (earlier?.acts) await begun.ready()
    else if (deps.partsHere()) void begun.ready()
    return begun
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
