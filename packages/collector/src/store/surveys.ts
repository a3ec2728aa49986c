import type { Impressions, SurveyState, SurveyStore, SurveyVersion } from './ports.ts'
import type { Engine, Row, Tables } from './schema.ts'
import { IMPRESSIONS, SURVEY_VERSIONS } from './statements.ts'
import { inTransaction } from './transaction.ts'

/** Drafts of one project that are kept. */
const DRAFTS = 50

/** Surveys on the shared tables. Nothing here changes or deletes a published version. */
export function surveysOn(engine: Engine): SurveyStore {
  const { db } = engine
  const read: SurveyStore['read'] = async (of) => {
    const found: SurveyVersion[] = []
    for (const { project, surveyId, version } of of) {
      const row = await db
        .selectFrom('survey_versions')
        .selectAll()
        .where('project', '=', project)
        .where('survey_id', '=', surveyId)
        .where('version', '=', version)
        .executeTakeFirst()
      if (row) found.push({ ...headOf(row), body: row.body })
    }
    return found
  }
  return {
    async publish(versions) {
      await inTransaction(engine, (trx) => engine.insert(trx, SURVEY_VERSIONS, versions.map(rowOf)))
      return read(versions)
    },
    async heads() {
      const rows = await db
        .selectFrom('survey_versions')
        .select(['project', 'survey_id', 'version', 'origin', 'published_at'])
        .orderBy('project')
        .orderBy('survey_id')
        .orderBy('version')
        .execute()
      return rows.map(headOf)
    },
    read,
    async states() {
      const rows = await db.selectFrom('survey_states').selectAll().execute()
      return rows.map(stateOf)
    },
    async setState({ project, surveyId, paused, from, until, changedAt }) {
      const now = {
        paused: paused ? 1 : 0,
        open_from: from ?? null,
        open_until: until ?? null,
        changed_at: changedAt,
      }
      await db
        .insertInto('survey_states')
        .values({ project, survey_id: surveyId, ...now })
        .onConflict((c) => c.columns(['project', 'survey_id']).doUpdateSet(now))
        .execute()
    },
    ...linksOn(engine),
    ...impressionsOn(engine),
  }
}

function linksOn({ db }: Engine): Pick<SurveyStore, 'addLink' | 'link'> {
  return {
    async addLink({ hash, project, surveyId, expiresAt, draft }, now) {
      await db.deleteFrom('survey_links').where('expires_at', '<=', now).execute()
      const row = { hash, project, survey_id: surveyId, expires_at: expiresAt, draft: draft ?? null }
      await db.insertInto('survey_links').values(row).execute()
      const newest = db
        .selectFrom('survey_links')
        .select('hash')
        .where('project', '=', project)
        .where('draft', 'is not', null)
        .orderBy('expires_at', 'desc')
        .orderBy('hash')
        .limit(DRAFTS)
      await db
        .deleteFrom('survey_links')
        .where('project', '=', project)
        .where('draft', 'is not', null)
        .where('hash', 'not in', newest)
        .execute()
    },
    async link(hash, now) {
      const row = await db
        .selectFrom('survey_links')
        .selectAll()
        .where('hash', '=', hash)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      if (!row) return undefined
      const { project, survey_id: surveyId, expires_at: expiresAt, draft } = row
      return { hash, project, surveyId, expiresAt, ...(draft === null ? {} : { draft }) }
    },
  }
}

function impressionsOn(engine: Engine): Pick<SurveyStore, 'count' | 'impressions' | 'forgetImpressions'> {
  const { db } = engine
  return {
    async count(impressions) {
      const rows = impressions.map(
        ({ surveyId, surveyVersion, ...rest }): Row => ({
          ...rest,
          survey_id: surveyId,
          survey_version: surveyVersion,
        }),
      )
      await inTransaction(engine, (trx) => engine.insert(trx, IMPRESSIONS, rows))
    },
    async impressions({ project, surveyId, from, to }) {
      let query = db.selectFrom('impressions').selectAll().where('project', '=', project)
      if (surveyId !== undefined) query = query.where('survey_id', '=', surveyId)
      if (from !== undefined) query = query.where('day', '>=', from)
      if (to !== undefined) query = query.where('day', '<=', to)
      const rows = await query
        .orderBy('survey_id')
        .orderBy('survey_version')
        .orderBy('day')
        .orderBy('mode')
        .orderBy('locale')
        .execute()
      return rows.map(
        ({ survey_id, survey_version, ...row }): Impressions => ({
          ...row,
          surveyId: survey_id,
          surveyVersion: survey_version,
        }),
      )
    },
    async forgetImpressions(project, day) {
      const gone = db.deleteFrom('impressions').where('project', '=', project).where('day', '<', day)
      return Number((await gone.executeTakeFirstOrThrow()).numDeletedRows)
    },
  }
}

type Head = Omit<SurveyVersion, 'body'>

const headOf = (row: Omit<Tables['survey_versions'], 'body'>): Head => ({
  project: row.project,
  surveyId: row.survey_id,
  version: row.version,
  origin: row.origin === 'hand' ? 'hand' : 'configuration',
  publishedAt: row.published_at,
})

const rowOf = ({ project, surveyId, version, origin, publishedAt, body }: SurveyVersion): Row => ({
  project,
  survey_id: surveyId,
  version,
  origin,
  published_at: publishedAt,
  body,
})

const stateOf = (row: Tables['survey_states']): SurveyState => ({
  project: row.project,
  surveyId: row.survey_id,
  paused: row.paused === 1,
  ...(row.open_from === null ? {} : { from: row.open_from }),
  ...(row.open_until === null ? {} : { until: row.open_until }),
  changedAt: row.changed_at,
})
