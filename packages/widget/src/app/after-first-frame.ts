import { complaintOf } from '@frankly/core/client'
import { settle } from '../placement/settle.ts'
import type { AppCore, Shown } from './core.ts'
import { ownElementsOf } from './own-elements.ts'
import { rehearse } from './rehearse.ts'

/** Runs after the first frame of a survey: keeps it in its place, loads the next steps of a complaint, makes a tap ready. */
export function afterFirstFrame(core: AppCore, { place, survey, model }: Shown): void {
  const { host, floats, code } = core
  // who is upset does not wait for a step
  if (complaintOf(survey)) {
    const kinds = new Set(survey.pages.flatMap(({ questions }) => questions.map(({ kind }) => kind)))
    void code.full.here.peek()?.loadKinds([...kinds], model.locale.value, () => {})
  }
  settle(place, () => {
    host.warn('the page takes our element out again and again: nothing is shown above it any more')
    host.facts.unwanted = true
    for (const each of [...floats]) each.hide()
  })
  if (!place.scope.done) place.scope.add(ownElementsOf(core).watch(place.mount.host))
  // where delivery is here, a survey was rehearsed while it waited, or answered
  if (!host.queueHere && !model.touched.value) rehearse(core, survey).catch(host.failed)
}
