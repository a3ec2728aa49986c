import type { Trigger } from '../model/targeting.ts'
import type { Happening } from './visit.ts'

/** What kind of thing happened: how far it went aside. @public */
export interface HappeningKind {
  readonly on: string
  readonly name?: string
  readonly selector?: string
}

/** Is a trigger about this kind of thing? What a kind does not have is absent on both sides. */
export const isAbout = (trigger: HappeningKind, happening: HappeningKind): boolean =>
  trigger.on === happening.on && trigger.name === happening.name && trigger.selector === happening.selector

interface Reach {
  readonly on?: string
  readonly percent?: number
  readonly ms?: number
}

/** Is this what a trigger waits for? Its `where` aside, which looks into what is not read yet where this is asked first. */
export function triggerMeets(trigger: Trigger, happening: Happening | undefined): boolean {
  const wanted: Reach = trigger
  const found: Reach = happening ?? {}
  return !!happening && isAbout(trigger, happening) && !(wanted.percent! > found.percent!) && !(wanted.ms! > found.ms!)
}
