import { randomBytes } from 'node:crypto'
import { renameSync, statSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readJsonFile } from '../options/json-file.ts'
import type { ResolvedProject } from '../options/options.ts'
import { type Command, UsageError } from './command.ts'
import { CONFIG_FILE, configFileOf, loadOptions } from './load-options.ts'

const DAY = 86_400_000

/** `frankly key` */
export const keyCommand: Command = {
  summary: 'public keys of a project: lists them, replaces one',
  help: `frankly key list [--project KEY]
frankly key replace --project KEY [--days N] [--write]
                    each: [--config FILE]

A public key is a name, no secret: it stands in the page. Replace it when others use it, or when a shop changes hands.

  list      each key and until when it lets a page in
  replace   makes a new one and lets the present ones end in N days (default 30), so that pages that are open, and phones
            that come back, still send. Without --write it prints what to put into the configuration; with it the file is
            changed. Start "frankly serve" again afterwards. Answers stay under the project's name.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        project: { type: 'string' },
        days: { type: 'string', default: '30' },
        write: { type: 'boolean', default: false },
        config: { type: 'string' },
      },
      allowPositionals: true,
    })
    const [action, ...rest] = positionals
    if ((action !== 'list' && action !== 'replace') || rest.length > 0) throw new UsageError('wanted list or replace')
    const file = configFileOf(values)
    if (!file) throw new UsageError(`there is no ${CONFIG_FILE} in ${process.cwd()}; name the file with --config`)
    const { projects } = loadOptions({ config: file }, process.env, { makes: false })
    const named = values.project === undefined ? [...projects.values()] : [projectNamed(projects, values.project)]
    if (action === 'list') {
      for (const project of named) process.stdout.write(lines(project))
      return 0
    }
    const [project] = named
    if (values.project === undefined || project === undefined) throw new UsageError('name the --project')
    const days = Number(values.days)
    if (!Number.isInteger(days) || days < 0 || days > 3650) {
      throw new UsageError(`--days: got "${values.days}", wanted a whole number from 0 to 3650`)
    }
    const fresh = `pk_${randomBytes(12).toString('base64url').replace(/[_-]/g, 'x')}`
    const keys = keysAfter(project, fresh, Date.now() + days * DAY)
    if (values.write) writeKeys(file, project.key, keys)
    else
      process.stdout.write(
        `put this into projects.${project.key} of ${file}:\n"keys": ${JSON.stringify(keys, null, 2)}\n`,
      )
    process.stdout.write(`the page: data-project="${fresh}"\nthen start "frankly serve" again\n`)
    return 0
  },
}

type Keys = Readonly<Record<string, { readonly until?: string }>>

/** The new key, and those of today until then; what ends sooner still does. */
function keysAfter({ publicKeys }: ResolvedProject, fresh: string, end: number): Keys {
  const before = publicKeys.filter(({ until }) => until === undefined || until > Date.now())
  const ending = before.map(({ key, until = end }) => [key, { until: new Date(Math.min(until, end)).toISOString() }])
  return { [fresh]: {}, ...Object.fromEntries(ending) }
}

/** Beside the file first, then in its place: whoever reads meanwhile reads a whole one. */
function writeKeys(file: string, project: string, keys: Keys): void {
  const config = readJsonFile(file)
  const changed = JSON.stringify(
    config,
    (name, value) => (name === project && isProject(config, project, value) ? { ...value, keys } : value),
    2,
  )
  const beside = `${file}.new`
  writeFileSync(beside, `${changed}\n`, { flag: 'wx', mode: statSync(file).mode & 0o777 })
  renameSync(beside, file)
}

const isProject = (config: unknown, name: string, value: unknown): boolean =>
  typeof config === 'object' && config !== null && 'projects' in config && own(config.projects, name) === value

const own = (object: unknown, name: string): unknown =>
  typeof object === 'object' && object !== null ? Object.entries(object).find(([key]) => key === name)?.[1] : undefined

function projectNamed(projects: ReadonlyMap<string, ResolvedProject>, name: string): ResolvedProject {
  const project = projects.get(name)
  if (project) return project
  throw new UsageError(`--project: no project "${name}" here; the configuration has ${[...projects.keys()].join(', ')}`)
}

function lines({ key: name, publicKeys }: ResolvedProject): string {
  const line = ({ key, until }: (typeof publicKeys)[number]) =>
    `${name}  ${key}  ${until === undefined ? 'for ever' : `until ${new Date(until).toISOString()}`}\n`
  return publicKeys.map(line).join('')
}
