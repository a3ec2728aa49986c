import { mayAsk } from '../loader/gate.ts'
import { whenPageIsFree } from '../placement/wait-for-page.ts'
import { sense } from '../triggers/sense.ts'
import type { Occasion } from '../triggers/watch.ts'
import { whenSeen } from '../triggers/when-seen.ts'
import type { AppCore } from './core.ts'
import { chooseNow } from './decide-now.ts'
import { warm } from './warm.ts'

/** What came and is no plain case: something is to be noticed first, the rules decide, the survey or the page wants to wait. */
export async function occurByRules(core: AppCore, occasion: Occasion): Promise<void> {
  const { scope, failed } = core.host
  const known = await core.load()
  if (occasion.on === 'sense') {
    const triggers = known.flatMap(({ targeting }) => targeting?.triggers ?? [])
    sense(scope, triggers, (met) => {
      core.occur(met).catch(failed)
    })
    const next = known.find((survey) => mayAsk(survey, occasion, location.href))
    if (next) await warm(core, next)
    return
  }
  await core.alone(async () => {
    const survey = await chooseNow(core, known, occasion)
    if (!survey) return
    const { delayMs } = survey.targeting ?? {}
    if (delayMs) await new Promise<void>((go) => void scope.after(delayMs, go))
    await whenSeen(scope)
    await whenPageIsFree(scope)
    await core.present(survey, { asked: false }, occasion)
  })
}
