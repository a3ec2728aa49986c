import type { SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import type { PassState } from '../queue/types.ts'
import type { Beginning, RunsDeps } from './begun.ts'
import { nameOfPass } from './name-of-pass.ts'
import { PATIENCE_MS } from './patience.ts'

const DAY = 86_400_000
/**
 * So long, ms, a survey waits to be shown for what earlier pages left, where they left something: on a slow connection
 * its code comes late, and a second pass for the same order is worse than a late question.
 */
const LOOK_MS = 10_000

/** Whose a pass is. @internal */
export interface Owner {
  subject: SubjectRef | undefined
  readonly order: string | undefined
  /** Locks that go when the run is over. */
  readonly releases: (() => void)[]
}

/** [P1] Who has which pass: the locks, and what earlier pages left. @internal */
export interface PassOwners {
  /** May passes be taken up again? */
  keepsDrafts(): boolean
  /** By which a pass is told apart on this device. */
  nameOf(survey: Survey, owner: Pick<Owner, 'subject' | 'order'>): string
  /** What earlier pages left of this visitor and order; `undefined`: nothing, or it cannot be read now. */
  findPass(survey: Survey, subject: SubjectRef | undefined, order: string | undefined): Promise<PassState | undefined>
  /** Takes the locks of a pass and finds what earlier pages left of it. `undefined`: another page has it. */
  own(what: Beginning, owner: Owner): Promise<{ readonly earlier: PassState | undefined } | undefined>
}

/** Lets the locks of a pass go. @internal */
export function release(owner: Owner): void {
  for (const each of owner.releases.splice(0)) each()
}

/** @internal */
export function createPassOwners(deps: RunsDeps): PassOwners {
  const { options, memory } = deps
  const { clock, log, locks } = options.platform
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
    return nameOfPass(options.project, {
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

  async function own({ survey, force }: Beginning, owner: Owner): ReturnType<PassOwners['own']> {
    const { subject, order } = owner
    const lock = await locks.own(nameOf(survey, owner))
    if (lock.is === 'own') owner.releases.push(lock.release)
    // with an order the pass of one who is not known is the same: another page may not have heard the name yet
    const mayTake = order && subject && lock.is !== 'elsewhere' ? await isNobodysFree(survey, owner) : undefined
    // [P4] one order, one response to a survey: the second place yields
    if (order && !force && (lock.is === 'elsewhere' || mayTake === false)) {
      release(owner)
      return
    }
    const found = lock.is === 'own' ? await findPass(survey, subject, order) : undefined
    const isOwn = found && (found.subjectId === subject?.id || (mayTake ?? (await isNobodysFree(survey, owner))))
    return { earlier: isOwn ? found : undefined }
  }

  return { keepsDrafts, nameOf, findPass, own }
}
