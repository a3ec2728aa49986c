/** How far the sending of one record is. */
export type RecordState = TurnState | RecordEnd

/**
 * `fresh`: not tried since it was submitted, or due once more at once; needs no drain. `sending`: in a request.
 * `waiting`: was tried; goes again when its wait is over, from the store.
 */
export type TurnState = 'fresh' | 'sending' | 'waiting'

/** How a record ended for this page ([Q3]). */
export type RecordEnd = 'sent' | 'skipped' | 'parked' | 'overtaken' | 'superseded' | 'evicted' | 'refused' | 'withdrawn'

/**
 * `taken`: put into a request. `kept`: that request brought nothing final for it. `vanished`: it was safe and is no longer
 * in the store. `cut-off`: a withdrawal ended the request that it was in, or may have been in.
 */
export type TurnEvent = 'taken' | 'kept' | 'vanished' | 'cut-off'

export type RecordEvent = TurnEvent | RecordEnd

/** The state of a record after an event: the table of docs/spec/queue.md. An end is never left. */
export function nextState(state: RecordState, event: RecordEvent): RecordState {
  if (state !== 'fresh' && state !== 'sending' && state !== 'waiting') return state
  if (event === 'taken') return 'sending'
  if (event === 'cut-off') return 'fresh'
  if (event === 'kept') return state === 'sending' ? 'waiting' : state
  if (event === 'vanished') return state === 'waiting' ? 'fresh' : state
  return event
}
