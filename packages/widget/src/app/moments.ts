import { mayBeAsked } from '@frankly/core/targeting'
import { whenPageIsFree } from '../page/when-free.ts'
import { whenSeen } from '../page/when-seen.ts'
import { sense } from '../triggers/sense.ts'
import { MOMENTS } from '../triggers/watch.ts'
import type { AppCore } from './core.ts'
import { prerender } from './prerender.ts'

/** Waits for scrolling, staying and leaving, as far as surveys wait for them, and makes ready what may be shown then. */
export async function watchMoments(core: AppCore): Promise<void> {
  const { scope, failed } = core.host
  const surveys = await core.load()
  const triggers = surveys.flatMap(({ targeting }) => targeting?.triggers ?? [])
  sense(scope, triggers, (met) => {
    core.occur(met).catch(failed)
  })
  const next = surveys.find((survey) => MOMENTS.some((moment) => mayBeAsked(survey, moment, location.href)))
  if (next) await prerender(core, next)
}

/** Waits until a person sees the page and nothing of the page's own is in the way. */
export async function waitForMoment({ host: { scope } }: AppCore): Promise<void> {
  await whenSeen(scope)
  await whenPageIsFree(scope)
}
