import { z } from 'zod'
import { problem } from '../../ingest/problems.ts'
import { anonymousFigures, startOfWeek } from '../../privacy/anonymous-figures.ts'
import { wordsAsked } from '../../surveys/words-asked.ts'
import type { Api } from '../api/api.ts'
import { count } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'

const Cell = z.object({ id: z.string(), n: count.optional() })
const Round = z.object({
  from: z.int(),
  until: z.int(),
  people: count,
  questions: z.array(
    z.object({
      id: z.string(),
      cells: z.array(Cell).optional(),
      parts: z.array(z.object({ id: z.string(), cells: z.array(Cell) })).optional(),
      texts: z.array(z.string()).optional(),
    }),
  ),
})

/** The one way in which answers of an anonymous survey can be read: figures of rounds of at least five people. */
export function anonymousRoutes(api: Api, { store, options, clock }: Deps): void {
  api.add(
    {
      method: 'get',
      path: '/v1/reports/anonymous',
      summary: 'Figures of an anonymous survey, by rounds of whole weeks with at least five people',
      may: 'responses:read',
      asks: z.object({
        query: z.object({
          project: z.string().min(1),
          survey: z.string().min(1),
          version: z
            .string()
            .regex(/^\\d{1,9}$/, 'wanted a whole number')
            .optional(),
        }),
      }),
      replies: { 200: { description: 'Rounds', json: z.object({ version: z.int(), rounds: z.array(Round) }) } },
    },
    async (c, { query }) => {
      const project = options.projects.get(query.project)
      const latest = project?.surveyById.get(query.survey)?.version
      const version = query.version === undefined ? latest : Number(query.version)
      const survey = version === undefined ? undefined : wordsAsked(project, query.survey, version)
      if (!survey?.anonymous || version === undefined) return problemReply(c, problem('not_found'))
      const now = clock.now()
      const of = { project: query.project, surveyId: survey.id, version, before: startOfWeek(now) }
      return c.json({ version, rounds: anonymousFigures(survey, await store.anonymousRows(of), now) })
    },
  )
}
