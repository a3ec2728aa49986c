import type { Survey } from '@frankly/core'
import { advance, startRun, toResponse, viewOf } from '@frankly/core/engine'
import { idle } from '../page/idle.ts'
import { isFirst } from '../questions/kinds.ts'
import type { AppCore } from './core.ts'

/**
 * Makes ready, in idle moments, what becomes of a tap: the scales of a first page are answered with nobody there and the
 * response is thrown away, so that its code is compiled; and what sends is started, which opens no store. Nothing is kept,
 * told or sent.
 */
export async function rehearse({ host }: Pick<AppCore, 'host'>, survey: Survey): Promise<void> {
  const { scope, facts } = host
  await idle()
  const at = Date.now()
  let run = startRun(survey, { seed: '', locale: facts.locale, now: at })
  const view = viewOf(survey, run, {})
  if (view.screen !== 'page' || !view.questions.every(({ definition }) => isFirst(definition))) return
  for (const { id, points } of view.questions)
    run = advance(survey, run, {
      type: 'answered',
      questionId: id,
      value: { kind: 'rating', value: Number(points[0]?.id) },
      at,
    })
  toResponse(survey, advance(survey, run, { type: 'next', at }), {
    id: '',
    revision: 1,
    mode: 'web',
    drawn: true,
    test: true,
  })
  await idle()
  // a failure is met again where it is needed
  if (!scope.done) await host.delivery().catch(() => {})
}
