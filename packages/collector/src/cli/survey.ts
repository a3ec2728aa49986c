import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkSurvey, FeedbackError, type Survey } from '@frankly/core'
import { readJsonFile } from '../options/json-file.ts'
import type { ResolvedOptions, ResolvedProject } from '../options/options.ts'
import type { Store } from '../store/ports.ts'
import { findingLines, newestOf } from '../surveys/configured.ts'
import { differenceLines, differences } from '../surveys/diff.ts'
import { createLibrary } from '../surveys/library.ts'
import { makeLink, PREVIEW_MS } from '../surveys/links.ts'
import { withPublished } from '../surveys/live-projects.ts'
import { publishSurvey } from '../surveys/publish.ts'
import { changeState, momentOf, type StateChange } from '../surveys/states.ts'
import { type Command, UsageError } from './command.ts'
import { configFileOf, loadOptions } from './load-options.ts'
import { openExisting } from './open-existing.ts'
import { addressOf } from './sign-in-link.ts'
import { sourceOf, writeVersion } from './survey-source.ts'

const flags = {
  project: { type: 'string' },
  version: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  to: { type: 'string' },
  days: { type: 'string', default: '30' },
  host: { type: 'string' },
  port: { type: 'string' },
  clear: { type: 'boolean', default: false },
  bump: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  data: { type: 'string' },
  config: { type: 'string' },
  store: { type: 'string' },
} as const

/** What an action works with. */
interface Desk {
  readonly store: Store
  /** With the surveys that are published. */
  readonly options: ResolvedOptions
  /** As the configuration has them. */
  readonly configured: ResolvedOptions
  readonly config: string | undefined
  readonly flags: Flags
  /** What was named on the line. */
  readonly named: string | undefined
  readonly now: number
}

type Flags = ReturnType<typeof parse>['values']

interface Action {
  readonly how: 'reading' | 'changing'
  run(desk: Desk): number | Promise<number>
}

const actions: ReadonlyMap<string, Action> = new Map(
  Object.entries<Action>({
    list: { how: 'reading', run: list },
    show: { how: 'reading', run: show },
    diff: { how: 'reading', run: diff },
    check: { how: 'reading', run: check },
    publish: { how: 'changing', run: publish },
    pause: { how: 'changing', run: (desk) => setState(desk, { paused: true }) },
    resume: { how: 'changing', run: (desk) => setState(desk, { paused: false }) },
    link: { how: 'changing', run: link },
    preview: { how: 'changing', run: preview },
    schedule: { how: 'changing', run: (desk) => setState(desk, scheduleOf(desk.flags)) },
  }),
)

/** `frankly survey` */
export const surveyCommand: Command = {
  summary: 'publishes, compares, pauses and schedules surveys',
  help: `frankly survey list     [--project KEY] [--json]
frankly survey show     ID [--version N]
frankly survey diff     ID [--from N] [--to N]
frankly survey check
frankly survey publish  [ID | FILE] [--bump]
frankly survey pause    ID
frankly survey resume   ID
frankly survey schedule ID [--from WHEN] [--until WHEN] | --clear
frankly survey preview  ID | FILE
frankly survey link     ID [--days N]
                        each: [--project KEY] [--data DIR] [--config FILE] [--store URL]
                        link, preview: [--port N] [--host H], as "frankly serve" was started

A published version never changes, so every answer is read with the words that were asked. "frankly serve" publishes
what is new in the configuration at its start. Works beside a running collector, which follows within ten seconds.

  list      every survey with its newest version and whether it is asked; --json: one JSON object a line
  show      a definition as it was published; default: the newest
  diff      where two versions differ; default: the newest and the configuration. Ends with 1 when they differ
  check     compares the configuration with what is published. Ends with 1 when a survey of it is not taken
  publish   ID: a survey of the configuration; FILE: a definition of its own; neither: all that is new in the configuration
  --bump    a changed survey gets the next number, which is written into its file too
  pause     is not asked until it is resumed; answers that are on their way are taken
  schedule  is asked from --from and until before --until: 2026-12-01 (midnight UTC) or 2026-12-01T09:00+03:00
  preview   prints a link to a definition as it stands in the configuration or a file; works for 24 hours, answers are trials
  link      prints a link that opens a survey of the audience "staff" for --days, default 30
  --project needed where several projects have the survey`,
  async run(args) {
    const { values, positionals } = parse(args)
    const [name = '', named, ...rest] = positionals
    const action = actions.get(name)
    if (!action || rest.length > 0) throw new UsageError(`wanted ${[...actions.keys()].join(', ')}`)
    const configured = loadOptions(values, process.env, { makes: false })
    const store = await openExisting(configured, action.how)
    try {
      const options = await withPublished(store, configured, Date)
      const config = configFileOf(values)
      return await action.run({ store, options, configured, config, flags: values, named, now: Date.now() })
    } finally {
      await store.close()
    }
  },
}

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: flags, allowPositionals: true })

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function list({ options, flags: { project: only, json } }: Desk): number {
  for (const project of options.projects.values()) {
    if (only !== undefined && project.key !== only) continue
    for (const id of idsOf(project)) {
      const versions = [...(project.published.get(id)?.keys() ?? [])]
      const version = versions.length > 0 ? newestOf(project.published.get(id)) : undefined
      const state = project.availability.get(id) ?? 'unpublished'
      const facts = { project: project.key, survey: id, version, versions, state }
      say(json ? JSON.stringify(facts) : `${project.key}  ${id}  ${version ? `version ${version}  ` : ''}${state}`)
    }
  }
  return 0
}

function show(desk: Desk): number {
  const project = projectOf(desk, wanted(desk))
  say(JSON.stringify(versionOf(project, wanted(desk), desk.flags.version), null, 2))
  return 0
}

function diff(desk: Desk): number {
  const id = wanted(desk)
  const project = projectOf(desk, id)
  const { from, to } = desk.flags
  const before = versionOf(project, id, from)
  const after = to === undefined ? configuredOf(desk, project, id) : versionOf(project, id, to)
  const found = differences(before, after)
  for (const line of differenceLines(found, Number.POSITIVE_INFINITY)) say(line)
  return found.length > 0 ? 1 : 0
}

async function check({ store, configured }: Desk): Promise<number> {
  const findings = await createLibrary(store.surveys, configured.projects).findings()
  const lines = findings.flatMap(findingLines)
  for (const line of lines) say(line)
  const fresh = findings.filter(({ state }) => state === 'new')
  for (const { survey, project } of fresh)
    say(`survey ${survey.id} (${project}): version ${survey.version} is new; it is published at the next start`)
  if (lines.length + fresh.length === 0) say('the configuration and what is published agree')
  return lines.length > 0 ? 1 : 0
}

async function publish(desk: Desk): Promise<number> {
  const { store, configured, named, now } = desk
  if (named === undefined) {
    const findings = await createLibrary(store.surveys, configured.projects).publishConfigured(now)
    const lines = findings.flatMap(findingLines)
    for (const line of lines) say(line)
    say(`${findings.filter(({ state }) => state === 'same').length} of ${findings.length} are published as they stand`)
    return lines.length > 0 ? 1 : 0
  }
  const isFile = named.endsWith('.json') && existsSync(named)
  const survey = isFile ? definitionIn(named) : configuredOf(desk, projectOf(desk, named), named)
  const project = isFile ? projectFor(desk, survey.id) : projectOf(desk, named)
  const source = desk.config === undefined ? undefined : sourceOf(desk.config, project.key, survey.id)
  const isConfigured = source !== undefined && (!isFile || source.file === resolve(named))
  const done = await publishSurvey(
    store.surveys,
    project,
    { survey, bump: desk.flags.bump, origin: isConfigured ? 'configuration' : 'hand' },
    now,
  )
  if (done.status === 'taken') {
    say(
      `survey ${survey.id} (${project.key}): version ${survey.version} is not free, the newest is ${done.newest}; the same with --bump publishes it as version ${done.newest + 1}`,
    )
    for (const line of differenceLines(done.found)) say(`  ${line}`)
    return 1
  }
  say(
    `survey ${survey.id} (${project.key}): version ${done.version} ${done.status === 'same' ? 'is published already' : 'published'}`,
  )
  if (done.status === 'published') await note(desk, project, 'survey.publish', survey.id, done.version)
  if (done.version === survey.version) return 0
  const place = isConfigured ? source : isFile ? { file: resolve(named), at: ['version'] } : undefined
  if (place) {
    writeVersion(place, done.version)
    say(`  wrote "version": ${done.version} into ${place.file}`)
  }
  return 0
}

async function setState(desk: Desk, change: StateChange): Promise<number> {
  const id = wanted(desk)
  const project = projectOf(desk, id)
  const { paused, from, until } = await changeState(desk.store.surveys, project.key, id, change, desk.now)
  await note(desk, project, paused ? 'survey.pause' : 'survey.open', id)
  const bounds = [
    ...(from === undefined ? [] : [`from ${new Date(from).toISOString()}`]),
    ...(until === undefined ? [] : [`until ${new Date(until).toISOString()}`]),
  ]
  say(`survey ${id} (${project.key}): ${[paused ? 'paused' : 'asked', ...bounds].join(' ')}`)
  return 0
}

/** For the audit log: whoever may run commands on this machine did it. */
function note({ store, now }: Desk, { key }: ResolvedProject, action: string, id: string, version?: number) {
  const about = { survey: id, ...(version === undefined ? {} : { version }) }
  return store.audit.note({ at: now, project: key, by: 'command', action, about })
}

async function link(desk: Desk): Promise<number> {
  const id = wanted(desk)
  const project = projectOf(desk, id)
  const days = Number(desk.flags.days)
  if (!Number.isInteger(days) || days < 1 || days > 366)
    throw new UsageError(`--days: wanted 1 to 366, got "${desk.flags.days}"`)
  return sayLink(desk, project, versionOf(project, id, undefined), { isDraft: false, lastsMs: days * 86_400_000 })
}

function preview(desk: Desk): Promise<number> {
  const named = wanted(desk)
  const isFile = named.endsWith('.json') && existsSync(named)
  const survey = isFile ? definitionIn(named) : configuredOf(desk, projectOf(desk, named), named)
  const project = isFile ? projectFor(desk, survey.id) : projectOf(desk, named)
  return sayLink(desk, project, survey, { isDraft: true, lastsMs: PREVIEW_MS })
}

async function sayLink(
  desk: Desk,
  project: ResolvedProject,
  survey: Survey,
  how: Parameters<typeof makeLink>[3],
): Promise<number> {
  const { store, options, now } = desk
  const url = addressOf(options)
  const { path, expiresAt } = await makeLink(store.surveys, project, survey, how, now)
  if (!how.isDraft) await note(desk, project, 'survey.link', survey.id)
  say(`${url}${path}`)
  process.stderr.write(`works until ${new Date(expiresAt).toISOString()}\n`)
  return 0
}

function scheduleOf({ from, until, clear }: Flags): StateChange {
  if (clear) return { from: null, until: null }
  if (from === undefined && until === undefined) throw new UsageError('name --from or --until, or say --clear')
  const change = {
    ...(from === undefined ? {} : { from: moment('--from', from) }),
    ...(until === undefined ? {} : { until: moment('--until', until) }),
  }
  if (change.from !== undefined && change.until !== undefined && change.from >= change.until)
    throw new UsageError(`--until: wanted a moment after --from (${from}), got "${until}"`)
  return change
}

function moment(flag: string, text: string): number {
  const at = momentOf(text)
  if (at === undefined) throw new UsageError(`${flag}: wanted 2026-12-01 or 2026-12-01T09:00+03:00, got "${text}"`)
  return at
}

function wanted({ named }: Desk): string {
  if (named === undefined) throw new UsageError('name a survey by its id; "frankly survey list" has them')
  return named
}

/** Ids of what is published and of what the configuration has. */
const idsOf = ({ surveyById, configured }: ResolvedProject): readonly string[] => [
  ...new Set([...surveyById.keys(), ...configured.map(({ id }) => id)]),
]

const knows = (project: ResolvedProject, id: string): boolean => idsOf(project).includes(id)

/** The project that has the survey: the named one, else the only one. */
function projectOf({ options, flags: { project: key } }: Desk, id: string): ResolvedProject {
  const having = [...options.projects.values()].filter((each) => knows(each, id))
  const found = key === undefined ? having : having.filter((each) => each.key === key)
  if (found.length === 1) return found[0]!
  const known = [...new Set([...options.projects.values()].flatMap(idsOf))]
  throw new UsageError(
    found.length === 0
      ? `no survey "${id}"${key === undefined ? '' : ` in project "${key}"`}; there are: ${known.join(', ')}`
      : `survey "${id}" is in ${found.map((each) => each.key).join(', ')}: name one with --project`,
  )
}

/** The project that a definition of its own goes to. */
function projectFor({ options, flags: { project: key } }: Desk, id: string): ResolvedProject {
  const all = [...options.projects.values()]
  const having = all.filter((each) => knows(each, id))
  const found = key === undefined ? (having.length > 0 ? having : all) : all.filter((each) => each.key === key)
  if (found.length === 1) return found[0]!
  throw new UsageError(`name one of the projects with --project: ${all.map((each) => each.key).join(', ')}`)
}

function versionOf(project: ResolvedProject, id: string, version: string | undefined): Survey {
  const versions = project.published.get(id)
  const survey = versions?.get(version === undefined ? newestOf(versions) : Number(version))
  if (survey) return survey
  const numbers = [...(versions?.keys() ?? [])].join(', ')
  if (numbers === '') throw new UsageError(`survey "${id}" is not published yet: frankly survey publish ${id}`)
  throw new UsageError(`survey "${id}" has no version "${version}"; there are: ${numbers}`)
}

function configuredOf({ configured }: Desk, { key }: ResolvedProject, id: string): Survey {
  const survey = configured.projects.get(key)?.configured.find((each) => each.id === id)
  if (survey) return survey
  throw new UsageError(
    `the configuration has no survey "${id}" in project ${key}; name a file, or versions with --from and --to`,
  )
}

function definitionIn(file: string): Survey {
  const checked = checkSurvey(readJsonFile(file))
  if (checked.ok) return checked.survey
  throw new FeedbackError('survey-invalid', { issues: checked.issues })
}
