import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oddConsents, oddContext, oddLocale, oddSubject } from '../../test/odd-values.ts'
import { checkResponse } from '../check/check-response.ts'
import { defineSurvey } from '../check/define-survey.ts'
import { RECORDED_FACTS } from '../model/recorded-context.ts'
import { responseSchema } from '../schema/response.ts'
import { advance } from './advance.ts'
import type { RunEvent } from './run-state.ts'
import { startRun } from './start-run.ts'
import { toResponse } from './to-response.ts'

const survey = defineSurvey({
  id: 'after-purchase',
  version: 1,
  title: 'After',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  pages: [{ id: 'p', questions: [{ id: 'score', kind: 'rating', scale: 'nps', text: 'How likely?' }] }],
})

it('[E57] property: whatever a run was given of visitor, context, language and consents, its response is taken and holds the rating', () => {
  fc.assert(
    fc.property(oddSubject, oddContext, oddLocale, oddConsents, (subject, context, locale, consents) => {
      const rated: RunEvent = { type: 'answered', questionId: 'score', value: { kind: 'rating', value: 9 }, at: 2 }
      // as a draft of an older build may hold them
      const begun = { ...startRun(survey, { seed: 's', locale: 'en', now: 1, context: {} }), context, locale }
      const response = toResponse(survey, advance(survey, begun as never, rated), {
        id: '01890a5d-ac96-774b-bcce-b302099a8057',
        revision: 1,
        mode: 'web',
        test: false,
        record: RECORDED_FACTS,
        subject: subject as never,
        consents: consents as never,
      })
      const sent = JSON.parse(JSON.stringify(response))
      expect(responseSchema.safeParse(sent).error?.issues ?? []).toEqual([])
      expect(checkResponse(sent)).toEqual({ ok: true, response: sent, dropped: [] })
      expect(sent.answers).toEqual({ score: { kind: 'rating', value: 9 } })
    }),
    { numRuns: 500 },
  )
}, 60_000)
