import { z } from 'zod'
import { countsIn, type Showing, showingOf } from '../../ingest/impressions.ts'
import { problem } from '../../ingest/problems.ts'
import { readText } from '../../ingest/read-body.ts'
import type { ResolvedProject } from '../../options/options.ts'
import type { Impressions } from '../../store/ports.ts'
import { splitKey } from '../../surveys/links.ts'
import type { Api } from '../api/api.ts'
import { count, publicProject, word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'
import { openProject } from '../project.ts'

/** A showing is told in fewer bytes. */
const BODY_BYTES = 512

const Row = z
  .object({
    survey: z.string(),
    version: z.int(),
    mode: z.string(),
    day: z.string(),
    locale: z.string(),
    showings: count,
    seen: count,
    started: count,
    dismissed: count,
    suppressed: count,
    rate: z.number().nullable().meta({
      description: 'started of showings; null: unknown, since showings are not counted or do not cover the day',
    }),
  })
  .meta({ id: 'Impressions' })

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'wanted a day such as 2026-11-29')
  .optional()

/** How often surveys were seen: the count of one showing, and the report. */
export function impressionRoutes(api: Api, deps: Deps): void {
  const { store, clock, counting } = deps
  api.add(
    {
      method: 'post',
      path: '/v1/projects/{key}/impressions',
      summary: 'Counts one showing, where the project counts them; holds nothing of anybody',
      may: 'anyone',
      asks: z.object({ params: publicProject }),
      raw: { 'text/plain': undefined },
      bodyBytes: BODY_BYTES,
      replies: { 200: { description: 'Counted, or not', json: z.object({ counted: z.boolean() }) } },
    },
    async (c) => {
      const project = openProject(c, deps)
      if ('problem' in project) return problemReply(c, project.problem)
      const body = await readText(c.req.raw, BODY_BYTES)
      if ('problem' in body) return problemReply(c, body.problem)
      const isOpen = project.config.countShowings === true && splitKey(c.req.param('key') ?? '').pass === undefined
      const showing = isOpen ? showingOf(project, showingIn(body.text), clock.now()) : undefined
      if (showing) await counting.add([showing])
      return c.json({ counted: showing !== undefined })
    },
  )
  api.add(
    {
      method: 'get',
      path: '/v1/reports/response-rate',
      summary: 'How often surveys were seen, started, closed and held back, by version, way, day and language',
      may: 'responses:read',
      asks: z.object({ query: z.object({ project: z.string(), survey: word, from: day, to: day }) }),
      replies: { 200: { description: 'One row for each', json: z.object({ items: z.array(Row) }) } },
    },
    async (c, { query: { project, survey, from, to } }) => {
      if (!deps.options.projects.has(project)) return problemReply(c, problem('project_unknown'))
      const rows = await store.surveys.impressions({
        project,
        ...(survey === undefined ? {} : { surveyId: survey }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      })
      return c.json({ items: rows.map(rowOf) })
    },
  )
}

/** [SV9] Counts that came beside answers. A failure costs no answer. */
export async function keepCounts(
  { counting, clock, log }: Deps,
  project: ResolvedProject,
  report: unknown,
): Promise<void> {
  const rows = countsIn(project, report, clock.now())
  if (rows.length === 0) return
  await counting.add(rows).catch((error: Error) => log(`store: counts of showings: ${error.message}`))
}

function showingIn(text: string): Showing {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/** [SV10] A rate only where each showing was counted; never more than one of one. */
function rowOf({ surveyId, surveyVersion, project: _, ...row }: Impressions): z.output<typeof Row> {
  const isKnown = row.showings > 0 && row.started <= row.showings
  return {
    ...row,
    survey: surveyId,
    version: surveyVersion,
    rate: isKnown ? row.started / row.showings : null,
  }
}
