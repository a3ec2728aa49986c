import { settle } from '../placement/settle.ts'
import type { AppCore, Shown } from './core.ts'

/** What a survey that stands before the customer needs next: a firm place. */
export function afterFirstFrame({ host, floats }: AppCore, { place }: Shown): void {
  settle(place, () => {
    host.warn('the page takes our element out again and again: nothing is shown above it any more')
    host.facts.unwanted = true
    for (const each of [...floats]) each.putAway()
  })
}
