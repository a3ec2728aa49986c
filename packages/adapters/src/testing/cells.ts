import { inspect } from 'node:util'
import type { Delivery, SendOutcome, Transport } from '@frankly/core'
import { DELIVERY_TYPES, type DeliveryType } from '@frankly/core/wire'
import type { Carries } from '../shared/capabilities.ts'
import type { FakeControl } from './fake-server.ts'
import { sampleDelivery } from './samples.ts'

/** What is under test. @public */
export interface TransportUnderTest {
  /**
   * Starts a fake and an adapter that sends to it.
   * @param timeoutMs - time limit of the adapter for one request: short in the cell that waits for it, long in the others, so
   * that a busy machine is no fault of the adapter
   */
  start(timeoutMs: number): Promise<{ readonly transport: Transport; readonly fake: FakeControl }>
  /** A delivery that it sends. Default `response.completed`. */
  readonly type?: DeliveryType
  /** What its own word in a 2xx means. Needed when the fake has one. */
  readonly word?: 'retry' | 'rejected'
  /** Code of the fake's refusal. Default: any. */
  readonly refusal?: string
  /** `twice`: the destination cannot recognise a repeat, and the adapter says so in its docs. Default `once`. */
  readonly repeats?: 'once' | 'twice'
  /** What may never be seen in an outcome. */
  readonly secrets?: readonly string[]
  /** Cells that cannot be for this kind of destination, with the reason. */
  readonly without?: Partial<Readonly<Record<Cell, string>>>
}

/** Columns of the table. @public */
export type Cell =
  | '2xx'
  | 'own word'
  | '4xx'
  | '429 with floor'
  | '5xx'
  | 'after a refusal'
  | 'timeout'
  | 'reset after commit'
  | 'duplicate'
  | 'oversize'
  | 'missing fields'
  | 'hostile text'
  | 'nothing undeclared'

type Ready = { readonly transport: Transport; readonly fake: FakeControl; readonly subject: TransportUnderTest }
/** Does one cell's check; gives a remark for the table. */
type CellTest = (ready: Ready) => Promise<string | undefined>

/** Limit of the adapter in the cell whose fake never answers, ms. */
export const HANG_MS = 2000
/** Limit of the adapter wherever its fake answers, ms. @public */
export const PATIENT_MS = 30_000

const live = new AbortController().signal
const given = (ready: Ready): Delivery => sampleDelivery(ready.subject.type ?? 'response.completed')

/** All cells in the order of the table. */
export const CELLS: Readonly<Record<Cell, CellTest>> = {
  '2xx': async (ready) => {
    demand(await ready.transport.send(given(ready), live), 'delivered')
    clean(ready, 1)
  },
  'own word': async (ready) => {
    ready.fake.next('word')
    const { word } = ready.subject
    if (!word) throw new Error('say in `word` what the destination’s own word means, or in `without` that it has none')
    demand(await ready.transport.send(given(ready), live), word)
    return word
  },
  '4xx': async (ready) => {
    ready.fake.next('refuse')
    const outcome = await ready.transport.send(given(ready), live)
    demand(outcome, 'rejected')
    if (outcome.status !== 'rejected') return
    const { refusal } = ready.subject
    if (refusal && outcome.code !== refusal) throw new Error(`code is ${outcome.code}, wanted ${refusal}`)
    untold(ready, outcome)
    return outcome.code
  },
  '429 with floor': async (ready) => {
    ready.fake.next('busy')
    const outcome = await ready.transport.send(given(ready), live)
    demand(outcome, 'retry')
    const floor = outcome.status === 'retry' ? outcome.afterMs : undefined
    if (floor === undefined || floor < 6000 || floor > 8000) throw new Error(`afterMs is ${floor}, the fake said 7 s`)
  },
  '5xx': async (ready) => {
    ready.fake.next('down')
    demand(await ready.transport.send(given(ready), live), 'retry')
  },
  'after a refusal': async (ready) => {
    const { without = {} } = ready.subject
    ready.fake.next(without['429 with floor'] ? 'down' : 'busy')
    const delivery = given(ready)
    demand(await ready.transport.send(delivery, live), 'retry')
    demand(await ready.transport.send({ ...delivery, attempt: 2 }, live), 'delivered')
    clean(ready, 1)
  },
  timeout: async (ready) => {
    ready.fake.next('hang')
    demand(await ready.transport.send(given(ready), live), 'retry')
  },
  'reset after commit': async (ready) => {
    ready.fake.next('reset-after')
    const delivery = given(ready)
    const lost = await ready.transport.send(delivery, live)
    demand(lost, 'retry')
    untold(ready, lost)
    demand(await ready.transport.send({ ...delivery, attempt: 2 }, live), 'delivered')
    return recognised(ready)
  },
  duplicate: async (ready) => {
    const delivery = given(ready)
    demand(await ready.transport.send(delivery, live), 'delivered')
    demand(await ready.transport.send({ ...delivery, attempt: 2 }, live), 'delivered')
    return recognised(ready)
  },
  oversize: async (ready) => {
    for (const type of DELIVERY_TYPES.filter((type) => type !== 'subject.erased')) {
      const outcome = await ready.transport.send(sampleDelivery(type, { kind: 'oversize' }), live)
      if (outcome.status === 'retry')
        throw new Error(`${type}: a retry would never end, nothing gets smaller. ${causeOf(outcome)}`)
    }
    clean(ready)
    return ready.fake.stored.length ? 'taken' : 'refused'
  },
  'missing fields': (ready) => sendTypes(ready, 'minimal'),
  'hostile text': async (ready) => {
    await sendTypes(ready, 'hostile')
    for (const { raw } of ready.fake.stored)
      if (/\p{Surrogate}/u.test(raw)) throw new Error('half a character was sent')
  },
  'nothing undeclared': async (ready) => {
    const { carries } = ready.transport as { carries?: Carries }
    if (!carries) throw new Error('the adapter does not declare what it `carries`')
    for (const type of DELIVERY_TYPES) await ready.transport.send(sampleDelivery(type), live)
    const sent = ready.fake.stored.map(({ raw }) => raw).join('\n')
    for (const [what, marks] of Object.entries(MARKS)) {
      const leak = !carries[what as keyof Carries] && marks.find((mark) => sent.includes(mark))
      if (leak) throw new Error(`${what} is not declared, but "${leak}" was sent`)
    }
    return (
      Object.entries(carries)
        .flatMap(([what, may]) => (may ? what : []))
        .join(', ') || 'numbers only'
    )
  },
}

/** Words of the samples by which a leak is seen. An erasure may name the person, so the subject's mark is its trait. */
const MARKS: Readonly<Record<keyof Carries, readonly string[]>> = {
  contact: ['ann@example.com', 'K7M4'],
  text: ['parcel came wet'],
  order: ['A-1001', 'Teapot'],
  subject: ['gold'],
}

async function sendTypes(ready: Ready, kind: 'minimal' | 'hostile'): Promise<undefined> {
  for (const type of DELIVERY_TYPES) {
    const outcome = await ready.transport.send(sampleDelivery(type, { kind }), live)
    const unsupported = outcome.status === 'rejected' && /_unsupported$|^unsupported_/.test(outcome.code)
    if (outcome.status !== 'delivered' && outcome.status !== 'skipped' && !unsupported)
      throw new Error(`${type}: ${JSON.stringify(outcome)} ${causeOf(outcome)}`)
  }
  clean(ready)
}

function demand(outcome: SendOutcome, status: SendOutcome['status']): void {
  if (outcome.status !== status) throw new Error(`wanted ${status}, got ${JSON.stringify(outcome)} ${causeOf(outcome)}`)
}

function causeOf(outcome: SendOutcome): string {
  return outcome.status === 'retry' ? String((outcome.cause as Error | undefined)?.stack ?? outcome.cause) : ''
}

/** Outcomes stand in dead letters and logs: no secret in them, however deep in a cause. */
function untold({ subject }: Ready, outcome: SendOutcome): void {
  const told = inspect(outcome, { depth: 8 })
  if (subject.secrets?.some((secret) => told.includes(secret))) throw new Error('the outcome shows a secret')
}

function clean({ fake }: Ready, stored?: number): void {
  if (fake.faults.length) throw new Error(`the destination found faults:\n${fake.faults.join('\n')}`)
  if (stored !== undefined && fake.stored.length !== stored)
    throw new Error(`stored ${fake.stored.length}, wanted ${stored}`)
}

function recognised(ready: Ready): string {
  clean(ready)
  const { stored } = ready.fake
  if (ready.subject.repeats === 'twice') return 'twice'
  const keys = new Set(stored.map(({ key }) => key))
  if (keys.size !== 1 || keys.has(undefined))
    throw new Error(`a repeat cannot be recognised: keys ${[...keys].join(', ')}`)
  return 'once'
}
