import { parseArgs } from 'node:util'
import { isPermission, PERMISSIONS, type Permission } from '../access/roles.ts'
import { ALL_PROJECTS } from '../access/who.ts'
import type { StaffToken } from '../store/ports.ts'
import { CONSOLE, STORE_FLAGS, withAccounts } from './access-store.ts'
import { type Command, UsageError } from './command.ts'
import { ROLE_NAMES, refuseUnknown, roleOf } from './user.ts'

const DAY = 86_400_000
/** Who may let others in may let in anybody: not for a token of one purpose. */
const SCOPES: readonly Permission[] = PERMISSIONS.filter((each) => each !== 'access:write')

/** `frankly token` */
export const tokenCommand: Command = {
  summary: 'tokens of programs, with scopes and last use',
  help: `frankly token add NAME --role ROLE [--project KEY] [--scope SCOPE]… [--days N]
frankly token list [--json]
frankly token end ID
                  each: [--data DIR] [--config FILE] [--store URL]

Works beside a running collector, at once. Roles: ${ROLE_NAMES}.

  add      prints a token once; only a digest of it is kept
  list     name, role, scopes, last use; never the token
  end      from now on it opens nothing
  --project KEY   default: all projects
  --scope SCOPE   may be said several times; default: all that the role may.
                  ${SCOPES.slice(0, 8).join(', ')},
                  ${SCOPES.slice(8).join(', ')}
  --days N        how long it lasts; default: for ever`,
  async run(args) {
    const options = {
      ...STORE_FLAGS,
      role: { type: 'string' },
      project: { type: 'string' },
      scope: { type: 'string', multiple: true },
      days: { type: 'string' },
      json: { type: 'boolean', default: false },
    } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [action, name, ...rest] = positionals
    if ((action !== 'add' && action !== 'list' && action !== 'end') || rest.length > 0) {
      throw new UsageError('wanted add NAME, list or end ID')
    }
    if (action !== 'list' && name === undefined)
      throw new UsageError(action === 'add' ? 'give the token a name' : 'name the id of the token')
    const asked =
      action === 'add'
        ? { role: roleOf(values.role), scopes: scopesOf(values.scope), lastsMs: daysOf(values.days) }
        : undefined
    return withAccounts(values, async ({ accounts, store, options: read }) => {
      if (action === 'list') {
        for (const token of await store.accounts.tokens.list()) {
          process.stdout.write(`${values.json ? JSON.stringify(token) : asLine(token)}\n`)
        }
        return
      }
      if (asked === undefined) {
        if (!(await accounts.endToken(name!, CONSOLE)))
          throw new UsageError(`there is no token "${name}"; frankly token list names them`)
        process.stdout.write(`${name} opens nothing any more\n`)
        return
      }
      const project = values.project ?? ALL_PROJECTS
      refuseUnknown(project, read)
      const { role, scopes, lastsMs } = asked
      const membership = { project, role }
      const wanted = {
        name: name!,
        membership,
        ...(scopes ? { scopes } : {}),
        ...(lastsMs === undefined ? {} : { lastsMs }),
      }
      const { token, kept } = await accounts.makeToken(wanted, CONSOLE)
      process.stdout.write(`${token}\n`)
      process.stderr.write(`this is said once; its id is ${kept.id}. Programs send: Authorization: Bearer TOKEN\n`)
    })
  },
}

function scopesOf(names: readonly string[] | undefined): readonly Permission[] | undefined {
  return names?.map((name) => {
    if (isPermission(name) && SCOPES.includes(name)) return name
    throw new UsageError(`--scope: got "${name}", wanted one of ${SCOPES.join(', ')}`)
  })
}

function daysOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days * DAY
  throw new UsageError(`--days: got "${text}", wanted a whole number from 1 to 3650`)
}

function asLine({ id, name, roles, scopes, usedAt, expiresAt }: StaffToken): string {
  const what = roles.map(({ role, project }) => `${role} of ${project}`).join(', ')
  const used = usedAt === undefined ? 'never used' : `last used ${new Date(usedAt).toISOString().slice(0, 16)}Z`
  const ends = expiresAt === undefined ? '' : `  ends ${new Date(expiresAt).toISOString().slice(0, 10)}`
  return `${id}  ${name}  ${what}${scopes ? ` (${scopes.join(', ')})` : ''}  ${used}${ends}`
}
