import { complaintOf } from '@frankly/core/client'
import { settle } from '../placement/settle.ts'
import type { AppCore, Shown } from './core.ts'
import { oursOf } from './ours.ts'

/** What a survey that stands before the customer needs next: a firm place, and for the door what its next steps are made of. */
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
    for (const each of [...floats]) each.putAway()
  })
  if (!place.scope.done) place.scope.add(oursOf(core).watch(place.mount.host))
}
