import { checkSurvey, plainText, type Survey, textFor } from '@frankly/core'
import { z } from 'zod'
import { problem } from '../../ingest/problems.ts'
import type { ResolvedProject } from '../../options/options.ts'
import { configuredFindings, newestOf } from '../../surveys/configured.ts'
import { differences } from '../../surveys/diff.ts'
import { makeLink, PREVIEW_MS } from '../../surveys/links.ts'
import { publishSurvey } from '../../surveys/publish.ts'
import { changeState, momentOf } from '../../surveys/states.ts'
import type { Api } from '../api/api.ts'
import type { Handler } from '../api/route.ts'
import { word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'

const DAY = 86_400_000

const Difference = z.object({ path: z.string(), before: z.string().optional(), after: z.string().optional() })

const SurveyItem = z
  .object({
    project: z.string(),
    survey: z.string(),
    title: z.string(),
    version: z.int(),
    versions: z.array(z.int()),
    state: z.enum(['open', 'paused', 'early', 'over', 'retired']),
    audience: z.string(),
    configuration: z
      .object({
        state: z.enum(['same', 'new', 'changed', 'behind']),
        version: z.int(),
        differences: z.array(Difference),
      })
      .optional()
      .meta({ description: 'how the configuration stands to what is published; absent: it does not name the survey' }),
  })
  .meta({ id: 'SurveyItem' })

const Definition = z
  .looseObject({})
  .meta({ id: 'Survey', description: 'a definition, as `frankly survey show` prints it' })
const Link = z.object({ url: z.string(), expiresAt: z.int() })
const one = z.object({ project: z.string(), survey: z.string() })
const version = z.coerce.number().int().min(1).optional()

/** A moment as people write it, or `null` to take a bound away. */
const moment = z
  .string()
  .refine((text) => momentOf(text) !== undefined, 'wanted 2026-12-01 or 2026-12-01T09:00+03:00')
  .nullable()
  .optional()

/** What `frankly survey` does, for programs: read, compare, publish, pause, schedule, link, preview. */
export function surveyRoutes(api: Api, deps: Deps): void {
  readRoutes(api, deps)
  writeRoutes(api, deps)
  linkRoutes(api, deps)
}

function readRoutes(api: Api, deps: Deps): void {
  const { options } = deps
  api.add(
    {
      method: 'get',
      path: '/v1/surveys',
      summary: 'Surveys with their versions, and whether the configuration is taken',
      may: 'surveys:read',
      asks: z.object({ query: z.object({ project: word }) }),
      replies: { 200: { description: 'All of them', json: z.object({ items: z.array(SurveyItem) }) } },
    },
    (c, { projects }) => {
      const seen = [...options.projects.values()].filter(({ key }) => projects?.includes(key) ?? true)
      return c.json({ items: seen.flatMap(itemsOf) })
    },
  )
  api.add(
    {
      method: 'get',
      path: '/v1/surveys/{project}/{survey}',
      summary: 'A definition as it was published; the newest unless told otherwise',
      may: 'surveys:read',
      asks: z.object({ params: one, query: z.object({ version }) }),
      replies: { 200: { description: 'The definition', json: Definition } },
    },
    (c, { params, query }) => {
      const survey = publishedIn(deps, params, query.version)
      return survey ? c.json(survey) : problemReply(c, problem('not_found'))
    },
  )
  api.add(
    {
      method: 'get',
      path: '/v1/surveys/{project}/{survey}/diff',
      summary: 'Where two versions differ, by ids',
      may: 'surveys:read',
      asks: z.object({ params: one, query: z.object({ from: version, to: version }) }),
      replies: {
        200: {
          description: '`from` is by default the version before `to`, `to` the newest',
          json: z.object({ differences: z.array(Difference) }),
        },
      },
    },
    (c, { params, query }) => {
      const after = publishedIn(deps, params, query.to)
      const before = after && publishedIn(deps, params, query.from ?? Math.max(1, after.version - 1))
      return before ? c.json({ differences: differences(before, after) }) : problemReply(c, problem('not_found'))
    },
  )
}

function writeRoutes(api: Api, deps: Deps): void {
  const { options, store, surveys, clock } = deps
  api.add(
    {
      method: 'post',
      path: '/v1/surveys',
      summary: 'Publishes a version; `bump` gives it the next number',
      may: 'surveys:write',
      notes: 'itself',
      asks: z.object({ json: z.object({ project: z.string(), survey: Definition, bump: z.boolean().default(false) }) }),
      replies: {
        200: {
          description: '`same`: nothing differs from the newest version',
          json: z.object({ status: z.enum(['published', 'same']), version: z.int() }),
        },
      },
    },
    withSurvey(deps, async (c, project, survey, { json: { bump }, who }) => {
      const done = await publishSurvey(store.surveys, project, { survey, bump, origin: 'hand' }, clock.now())
      if (done.status === 'taken') {
        const issues = done.found.map(({ path, before, after }) => ({
          path,
          found: after,
          wanted: before ?? 'nothing',
        }))
        const detail = `the newest version is ${done.newest}; with "bump": true it is published as ${done.newest + 1}`
        return problemReply(c, problem('survey_taken', detail, { issues }))
      }
      if (done.status === 'published') await note(deps, project.key, who.id, 'survey.publish', survey.id, done.version)
      await surveys.refresh()
      return c.json(done)
    }),
  )
  api.add(
    {
      method: 'post',
      path: '/v1/surveys/{project}/{survey}/state',
      summary: 'Pauses, resumes or schedules a survey; what is left out stays',
      may: 'surveys:write',
      notes: 'itself',
      asks: z.object({
        params: one,
        json: z.object({ paused: z.boolean().optional(), from: moment, until: moment }),
      }),
      replies: {
        200: {
          description: 'How it stands now',
          json: z.object({ paused: z.boolean(), from: z.int().optional(), until: z.int().optional() }),
        },
      },
    },
    async (c, { params, json, who }) => {
      if (!options.projects.get(params.project)?.surveyById.has(params.survey))
        return problemReply(c, problem('not_found'))
      const change = {
        ...(json.paused === undefined ? {} : { paused: json.paused }),
        ...boundOf('from', json.from),
        ...boundOf('until', json.until),
      }
      const now = clock.now()
      const { paused, from, until } = await changeState(store.surveys, params.project, params.survey, change, now)
      await note(deps, params.project, who.id, paused ? 'survey.pause' : 'survey.open', params.survey)
      await surveys.refresh()
      return c.json({ paused, ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) })
    },
  )
}

function linkRoutes(api: Api, deps: Deps): void {
  const { options, store, clock } = deps
  const urlOf = (path: string) => `${options.publicUrl ?? ''}${path}`
  api.add(
    {
      method: 'post',
      path: '/v1/surveys/{project}/{survey}/links',
      summary: 'Makes a link that opens a survey, one of the audience `staff` too',
      may: 'surveys:write',
      notes: 'itself',
      asks: z.object({ params: one, json: z.object({ days: z.int().min(1).max(366).default(30) }) }),
      replies: { 200: { description: 'The link; its token is told once', json: Link } },
    },
    async (c, { params, json, who }) => {
      const project = options.projects.get(params.project)
      const survey = project?.surveyById.get(params.survey)
      if (!project || !survey) return problemReply(c, problem('not_found'))
      const how = { isDraft: false, lastsMs: json.days * DAY }
      const { path, expiresAt } = await makeLink(store.surveys, project, survey, how, clock.now())
      await note(deps, params.project, who.id, 'survey.link', params.survey)
      return c.json({ url: urlOf(path), expiresAt })
    },
  )
  api.add(
    {
      method: 'post',
      path: '/v1/surveys/preview',
      summary: 'Makes a link to a definition that is not published; its answers are trials',
      may: 'surveys:write',
      notes: 'itself',
      asks: z.object({ json: z.object({ project: z.string(), survey: Definition }) }),
      replies: { 200: { description: 'The link; works for 24 hours', json: Link } },
    },
    withSurvey(deps, async (c, project, survey) => {
      const how = { isDraft: true, lastsMs: PREVIEW_MS }
      const { path, expiresAt } = await makeLink(store.surveys, project, survey, how, clock.now())
      return c.json({ url: urlOf(path), expiresAt })
    }),
  )
}

const boundOf = <Name extends string>(
  name: Name,
  text: string | null | undefined,
): { readonly [N in Name]?: number | null } | undefined => {
  if (text === undefined) return undefined
  const bound: { [N in Name]?: number | null } = {}
  bound[name] = text === null ? null : (momentOf(text) ?? null)
  return bound
}

const posted: z.ZodObject<{ json: z.ZodObject<{ project: z.ZodString; survey: z.ZodType }> }> = z.object({
  json: z.object({ project: z.string(), survey: Definition }),
})

type Posted = typeof posted

/** A handler that gets the project and the definition, checked like those of a configuration. */
function withSurvey<A extends Posted>(
  { options }: Deps,
  handle: (
    c: Parameters<Handler<A>>[0],
    project: ResolvedProject,
    survey: Survey,
    asked: Parameters<Handler<A>>[1],
  ) => Promise<Response>,
): Handler<A> {
  return (c, asked) => {
    const project = options.projects.get(asked.json.project)
    if (!project) return problemReply(c, problem('project_unknown'))
    const checked = checkSurvey(asked.json.survey)
    if (!checked.ok) return problemReply(c, problem('survey_invalid', undefined, { issues: checked.issues }))
    return handle(c, project, checked.survey, asked)
  }
}

function publishedIn(
  { options }: Deps,
  { project, survey }: z.output<typeof one>,
  number?: number,
): Survey | undefined {
  const versions = options.projects.get(project)?.published.get(survey)
  return versions?.get(number ?? newestOf(versions))
}

function itemsOf(project: ResolvedProject): readonly z.output<typeof SurveyItem>[] {
  const findings = configuredFindings(project, project.published)
  return [...project.surveyById].map(([id, survey]) => {
    const finding = findings.find((each) => each.survey.id === id)
    return {
      project: project.key,
      survey: id,
      title: plainText(textFor(survey.title, survey.defaultLocale, survey.defaultLocale)),
      version: survey.version,
      versions: [...(project.published.get(id)?.keys() ?? [])].sort((a, b) => a - b),
      state: project.availability.get(id) ?? 'open',
      audience: survey.audience ?? 'customer',
      ...(finding && {
        configuration: {
          state: finding.state,
          version: finding.survey.version,
          differences: finding.state === 'changed' ? [...finding.found] : [],
        },
      }),
    }
  })
}

function note(
  { store, clock }: Deps,
  project: string,
  by: string,
  action: string,
  survey: string,
  number?: number,
): Promise<void> {
  const about = { survey, ...(number === undefined ? {} : { version: number }) }
  return store.audit.note({ at: clock.now(), project, by, action, about })
}
