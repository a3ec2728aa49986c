import { whenPageIsFree } from '../page/when-free.ts'
import { whenSeen } from '../page/when-seen.ts'
import type { AppCore } from './core.ts'

/** Waits until a person sees the page and nothing of the page's own is in the way. */
export async function waitForMoment({ host: { scope } }: AppCore): Promise<void> {
  await whenSeen(scope)
  await whenPageIsFree(scope)
}
