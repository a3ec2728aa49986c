import { whenPageIsFree } from '../placement/wait-for-page.ts'
import { whenSeen } from '../triggers/when-seen.ts'
import type { AppCore } from './core.ts'

/** Waits as long as a survey wants to, then until a person sees the page and nothing of the page's own is in the way. */
export async function waitForMoment({ host: { scope } }: AppCore, delayMs = 0): Promise<void> {
  if (delayMs) await new Promise<void>((go) => void scope.after(delayMs, go))
  await whenSeen(scope)
  await whenPageIsFree(scope)
}
