import { settle } from '../placement/settle.ts'
import type { AppCore, Shown } from './core.ts'
import { oursOf } from './ours.ts'

/** What a survey that stands before the customer needs next: a firm place. */
export function afterFirstFrame(core: AppCore, { place }: Shown): void {
  const { host, floats } = core
  settle(place, () => {
    host.warn('the page takes our element out again and again: nothing is shown above it any more')
    host.facts.unwanted = true
    for (const each of [...floats]) each.putAway()
  })
  if (!place.scope.done) place.scope.add(oursOf(core).watch(place.mount.host))
}
