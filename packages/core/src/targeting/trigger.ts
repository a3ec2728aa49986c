import type { Trigger } from '../model/targeting.ts'
import type { TriggerEvent } from './visit.ts'

/** What kind of thing happened: how far it went aside. @public */
export interface TriggerEventKind {
  /** What happened. */
  readonly on: string
  /** Name of an event that the page told. */
  readonly name?: string
  /** What was clicked. */
  readonly selector?: string
}

/** Is a trigger about this kind of thing? What a kind does not have is absent on both sides. */
export const isAbout = (trigger: TriggerEventKind, event: TriggerEventKind): boolean =>
  trigger.on === event.on && trigger.name === event.name && trigger.selector === event.selector

interface Reach {
  readonly on?: string
  readonly percent?: number
  readonly ms?: number
}

/** Is this event what the trigger waits for? Without its `where`: that needs the order, which is read later. */
export function triggerMeets(trigger: Trigger, event: TriggerEvent | undefined): boolean {
  const wanted: Reach = trigger
  const found: Reach = event ?? {}
  return !!event && isAbout(trigger, event) && !(wanted.percent! > found.percent!) && !(wanted.ms! > found.ms!)
}
