import { parseArgs } from 'node:util'
import { isRole, ROLES, type Role } from '../access/roles.ts'
import { ALL_PROJECTS } from '../access/who.ts'
import type { ResolvedOptions } from '../options/options.ts'
import type { Account, Store } from '../store/ports.ts'
import { CONSOLE, STORE_FLAGS, withAccounts } from './access-store.ts'
import { type Command, UsageError } from './command.ts'
import { addressOf } from './sign-in-link.ts'

const ACTIONS = ['add', 'list', 'revoke', 'link', 'disable', 'enable', 'sign-out'] as const
type Action = (typeof ACTIONS)[number]

/** Words of all roles, for texts. */
export const ROLE_NAMES: string = Object.keys(ROLES).join(', ')

/** `frankly user` */
export const userCommand: Command = {
  summary: 'accounts of the shop’s people and their roles',
  help: `frankly user add EMAIL --name NAME --role ROLE [--project KEY] [--team TEAM]
frankly user list [--project KEY] [--json]
frankly user revoke EMAIL --project KEY
frankly user link|disable|enable|sign-out EMAIL
                  each: [--data DIR] [--config FILE] [--store URL] [--host H] [--port N]

Works beside a running collector, at once. Links lead to "publicUrl", else to "host" and "port" of FILE: take the flags that
"frankly serve" was started with. Roles: ${ROLE_NAMES}.

  add       gives a role in a project, or another one; prints the link by which a new person chooses a password. It works
            once, within 7 days
  revoke    takes the role in a project away; an account without any is deleted
  link      prints a new link to choose a password with
  disable   closes the account and ends its sessions; enable opens it again
  sign-out  ends its sessions
  --project KEY   default: all projects, those of tomorrow too
  --team TEAM     only answers whose tag "team" says so`,
  async run(args) {
    const options = {
      ...STORE_FLAGS,
      name: { type: 'string' },
      role: { type: 'string' },
      project: { type: 'string' },
      team: { type: 'string' },
      json: { type: 'boolean', default: false },
    } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [action, email, ...rest] = positionals
    if (!isAction(action) || rest.length > 0) throw new UsageError(`wanted one of ${ACTIONS.join(', ')}`)
    if (action !== 'list' && email === undefined) throw new UsageError('name the e-mail address of the person')
    const role = action === 'add' ? roleOf(values.role) : undefined
    if (action === 'revoke' && values.project === undefined) throw new UsageError('name the --project, * for all')
    return withAccounts(values, async ({ accounts, store, options: read }) => {
      const project = values.project ?? ALL_PROJECTS
      if (action === 'list') return list(await store.accounts.list(), values.project, values.json)
      if (role !== undefined) {
        refuseUnknown(project, read)
        // Known before anything is changed: a link is shown once.
        const url = addressOf(read)
        const member = { project, role, ...(values.team === undefined ? {} : { team: values.team }) }
        const { account, link } = await accounts.grant({ email: email!, name: values.name ?? email! }, member, CONSOLE)
        say(`${account.email} is ${role} of ${project === ALL_PROJECTS ? 'all projects' : project}`)
        if (link) say(`link to choose a password (once, within 7 days): ${linkTo(url, link)}`)
        return
      }
      const { id } = await named(store, email!)
      await change(action, id)

      async function change(what: Action, account: string): Promise<void> {
        if (what === 'link') return say(linkTo(addressOf(read), await accounts.link(account, CONSOLE)))
        if (what === 'revoke') {
          const done = await accounts.revoke(account, project, CONSOLE)
          return say(done ? `${email} has no role in ${project} any more` : `${email} had no role in ${project}`)
        }
        if (what === 'sign-out') await accounts.signOut(account, CONSOLE)
        else await accounts.disable(account, what === 'disable', CONSOLE)
        say(`${email}: ${what === 'sign-out' ? 'signed out everywhere' : `${what}d`}`)
      }
    })
  },
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const isAction = (word: string | undefined): word is Action => ACTIONS.some((each) => each === word)

/** The role that was named. */
export function roleOf(name: string | undefined): Role {
  if (name !== undefined && isRole(name)) return name
  throw new UsageError(`--role: ${name === undefined ? 'nothing given' : `got "${name}"`}, wanted one of ${ROLE_NAMES}`)
}

/** A role in a project that is not in the configuration would be of no use. */
export function refuseUnknown(project: string, { projects }: ResolvedOptions): void {
  if (project === ALL_PROJECTS || projects.has(project)) return
  throw new UsageError(
    `--project: no project "${project}" here; the configuration has ${[...projects.keys()].join(', ') || 'none'}`,
  )
}

async function named({ accounts }: Store, email: string): Promise<Account> {
  const account = await accounts.byEmail(email.trim().toLowerCase())
  if (!account) throw new UsageError(`there is no account "${email}"; frankly user list names them`)
  return account
}

const linkTo = (url: string, link: string): string => `${url}/welcome#link=${link}`

function list(all: readonly Account[], project: string | undefined, asJson: boolean): void {
  const isIn = ({ roles }: Account) =>
    project === undefined || roles.some((each) => each.project === project || each.project === ALL_PROJECTS)
  for (const account of all.filter(isIn)) {
    const { id, email, name, roles, disabled, password } = account
    if (asJson) say(JSON.stringify({ id, email, name, roles, disabled, hasPassword: password !== undefined }))
    else {
      const what = roles.map(
        (each) => `${each.role} of ${each.project}${each.team === undefined ? '' : ` (team ${each.team})`}`,
      )
      const state = disabled ? '  disabled' : password === undefined ? '  no password yet' : ''
      say(`${email}  ${name}  ${what.join(', ')}${state}`)
    }
  }
}
