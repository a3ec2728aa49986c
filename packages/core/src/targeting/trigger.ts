import type { Trigger } from '../model/targeting.ts'
import type { Happening } from './visit.ts'

interface TriggerFacts {
  readonly on: string
  readonly name?: string
  readonly selector?: string
  readonly percent?: number
  readonly ms?: number
}

/** Is this what a trigger waits for? Its `where` aside, which looks into what is not read yet where this is asked first. */
export function triggerMeets(trigger: Trigger, happening: Happening | undefined): boolean {
  if (trigger.on !== happening?.on) return false
  // of one kind: what the kind does not have is absent on both sides
  const wanted: TriggerFacts = trigger
  const found: TriggerFacts = happening
  return (
    wanted.name === found.name &&
    wanted.selector === found.selector &&
    !(wanted.percent! > found.percent!) &&
    !(wanted.ms! > found.ms!)
  )
}
