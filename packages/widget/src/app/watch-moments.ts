import { mayBeAsked } from '@frankly/core/targeting'
import { sense } from '../triggers/sense.ts'
import { MOMENTS } from '../triggers/watch.ts'
import type { AppCore } from './core.ts'
import { warm } from './warm.ts'

/** Waits for scrolling, staying and leaving, as far as surveys wait for them, and makes ready what may be shown then. */
export async function watchMoments(core: AppCore): Promise<void> {
  const { scope, failed } = core.host
  const surveys = await core.load()
  const triggers = surveys.flatMap(({ targeting }) => targeting?.triggers ?? [])
  sense(scope, triggers, (met) => {
    core.occur(met).catch(failed)
  })
  const next = surveys.find((survey) => MOMENTS.some((moment) => mayBeAsked(survey, moment, location.href)))
  if (next) await warm(core, next)
}
