import { checkSurvey, type EpochMs, type ProjectKey, type Survey } from '@frankly/core'
import { readSurvey } from '@frankly/core/model'
import type { Availability, Published, ResolvedProject } from '../options/options.ts'
import type { SurveyOrigin, SurveyState, SurveyStore, SurveyVersion } from '../store/ports.ts'
import { configuredFindings, type Finding, newestOf } from './configured.ts'

/** One published version, read. */
interface Volume {
  readonly origin: SurveyOrigin
  readonly publishedAt: EpochMs
  readonly survey: Survey
}

type Volumes = ReadonlyMap<ProjectKey, ReadonlyMap<string, ReadonlyMap<number, Volume>>>

/** The configured projects with what is published. */
export type Projects = ReadonlyMap<ProjectKey, ResolvedProject>

/** Everything that is published, read once: versions never change, so only new ones are fetched. */
export interface Library {
  /** Reads what is new in the store. Returns the configured projects as they stand at `now`. */
  projects(now: EpochMs): Promise<Projects>
  /** [SV1] Publishes what the configuration has under free numbers. Returns how all of it stands. */
  publishConfigured(now: EpochMs): Promise<readonly Finding[]>
  /** How the configuration stands to what is published; publishes nothing. */
  findings(): Promise<readonly Finding[]>
}

/** @param configured - projects as the configuration has them */
export function createLibrary(store: SurveyStore, configured: Projects): Library {
  const volumes = new Map<ProjectKey, Map<string, Map<number, Volume>>>()
  let latest: Projects = configured
  let mark = ''

  const put = (version: SurveyVersion): void => {
    const survey = surveyIn(version.body)
    if (!survey) return
    const ofProject = volumes.get(version.project) ?? new Map<string, Map<number, Volume>>()
    volumes.set(version.project, ofProject)
    const ofSurvey = ofProject.get(version.surveyId) ?? new Map<number, Volume>()
    ofProject.set(version.surveyId, ofSurvey)
    ofSurvey.set(version.version, { origin: version.origin, publishedAt: version.publishedAt, survey })
  }
  const load = async (): Promise<number> => {
    const heads = await store.heads()
    const isNew = ({ project, surveyId, version }: (typeof heads)[number]) =>
      configured.has(project) && !volumes.get(project)?.get(surveyId)?.has(version)
    for (const version of await store.read(heads.filter(isNew))) put(version)
    return heads.length
  }
  const findings = () =>
    [...configured.values()].flatMap((project) => configuredFindings(project, publishedOf(volumes, project.key)))

  return {
    async projects(now) {
      const count = await load()
      const states = await store.states()
      const open = states.map((state) => availabilityOf(state, now))
      // The same objects as long as nothing has changed: what is made of them is kept by who asks.
      const seen = JSON.stringify([count, states, open])
      if (seen !== mark) {
        mark = seen
        latest = new Map(
          [...configured.values()].map((project) => [project.key, asPublished(project, volumes, states, now)]),
        )
      }
      return latest
    },
    async publishConfigured(now) {
      await load()
      const wanted = findings().flatMap(({ state, project, survey }) =>
        state === 'new' ? [versionOf(project, survey, 'configuration', now)] : [],
      )
      // What comes back may be another body, of a collector that started at the same moment: compared once more.
      for (const version of await store.publish(wanted)) put(version)
      return findings()
    },
    async findings() {
      await load()
      return findings()
    },
  }
}

/** A survey as a published version. */
export function versionOf(
  project: ProjectKey,
  survey: Survey,
  origin: SurveyOrigin,
  publishedAt: EpochMs,
): SurveyVersion {
  const { id: surveyId, version } = survey
  return { project, surveyId, version, origin, publishedAt, body: JSON.stringify(survey) }
}

/** A body as it is run today: an older form is brought up to date; what a stricter check would refuse today was asked all the same. */
export function surveyIn(body: string): Survey | undefined {
  const value: unknown = JSON.parse(body)
  const checked = checkSurvey(value)
  return checked.ok ? checked.survey : readSurvey(value)
}

function publishedOf(volumes: Volumes, project: ProjectKey): Published {
  return new Map(
    [...(volumes.get(project) ?? [])].map(([id, versions]) => [
      id,
      new Map([...versions].map(([version, { survey }]) => [version, survey])),
    ]),
  )
}

/** [SV5] [SV6] What of a project is asked at `now`: the newest version of each survey that is not paused, over or given up. */
function asPublished(
  project: ResolvedProject,
  volumes: Volumes,
  states: readonly SurveyState[],
  now: EpochMs,
): ResolvedProject {
  const published = publishedOf(volumes, project.key)
  const order = project.configured.map(({ id }) => id)
  const ids = [...new Set([...order, ...[...published.keys()].sort()])]
  const surveyById = new Map<string, Survey>()
  const availability = new Map<string, Availability>()
  // Nobody has started a collector with these yet: they are what is known.
  for (const survey of project.configured) surveyById.set(survey.id, survey)
  for (const id of ids) {
    const newest = newestOf(published.get(id))
    const volume = volumes.get(project.key)?.get(id)?.get(newest)
    if (!volume) continue
    surveyById.set(id, volume.survey)
    const state = states.find((each) => each.project === project.key && each.surveyId === id)
    const isGivenUp = volume.origin === 'configuration' && !order.includes(id)
    availability.set(id, isGivenUp ? 'retired' : state ? availabilityOf(state, now) : 'open')
  }
  const surveys = [...surveyById.values()].filter(
    ({ id, audience }) => availability.get(id) === 'open' && audience !== 'staff',
  )
  return { ...project, config: { ...project.config, surveys }, surveyById, published, availability }
}

function availabilityOf({ paused, from, until }: SurveyState, now: EpochMs): Availability {
  if (paused) return 'paused'
  if (from !== undefined && now < from) return 'early'
  return until !== undefined && now >= until ? 'over' : 'open'
}
