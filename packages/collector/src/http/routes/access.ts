import type { Context } from 'hono'
import { z } from 'zod'
import { AccessFault } from '../../access/accounts.ts'
import { isPermission, PERMISSIONS, ROLES } from '../../access/roles.ts'
import { may, type Projects, type Who } from '../../access/who.ts'
import { problem } from '../../ingest/problems.ts'
import type { Account, Membership, StaffToken } from '../../store/ports.ts'
import type { Api } from '../api/api.ts'
import { NOTHING } from '../api/route.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'

const DAY = 86_400_000

const Role = z.enum(['owner', 'manager', 'line_manager', 'agent', 'partner', 'auditor'])
const membership = {
  project: z.string().min(1).meta({ description: 'a project, or * for all' }),
  role: Role,
  team: z.string().max(100).optional().meta({ description: 'only answers whose tag `team` says so' }),
}
const Memberships = z.array(z.object(membership))
const Person = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  roles: Memberships,
  disabled: z.boolean(),
  hasPassword: z.boolean(),
})
const Token = z.object({
  id: z.string(),
  name: z.string(),
  roles: Memberships,
  scopes: z.array(z.string()).optional(),
  madeBy: z.string(),
  createdAt: z.int(),
  expiresAt: z.int().optional(),
  usedAt: z.int().optional(),
})
const byId = z.object({ id: z.string() })
const Done = z.object({ done: z.boolean() })

/** Who may what: accounts of people and tokens of programs, for those who look after them. A list of routes. */
export function accessRoutes(api: Api, deps: Deps): void {
  const { store, accounts } = deps
  api.add(
    {
      method: 'get',
      path: '/v1/me',
      summary: 'Who asks, and what they may in which project',
      may: 'signed-in',
      asks: NOTHING,
      replies: {
        200: {
          description: 'Who',
          json: z.object({
            id: z.string(),
            name: z.string(),
            roles: z.array(z.object({ project: z.string(), role: Role, may: z.array(z.string()) })),
          }),
        },
      },
    },
    (c, { who: { id, name, roles } }) => {
      const all = [...roles].map(([project, role]) => ({ project, role, may: [...ROLES[role]] }))
      return c.json({ id, name, roles: all })
    },
  )
  api.add(
    {
      method: 'get',
      path: '/v1/accounts',
      summary: 'Accounts, with their roles in the projects of who asks',
      may: 'access:read',
      asks: z.object({ query: z.object({ project: z.string().optional() }) }),
      replies: { 200: { description: 'Accounts', json: z.object({ items: z.array(Person) }) } },
    },
    async (c, { projects }) =>
      c.json({ items: (await store.accounts.list()).flatMap((each) => shown(each, projects)) }),
  )
  api.add(
    {
      method: 'post',
      path: '/v1/accounts',
      summary: 'Gives somebody a role in a project; a new person gets a link to choose a password with',
      may: 'access:write',
      notes: 'itself',
      asks: z.object({ json: z.object({ email: z.string(), name: z.string(), ...membership }) }),
      replies: {
        200: {
          description: 'The account. `link`: to be handed to its person, works once within 7 days',
          json: z.object({ account: Person, link: z.string().optional() }),
        },
      },
    },
    (c, { json: { email, name, ...given }, who, projects }) =>
      orFault(c, async () => {
        const { account, link } = await accounts.grant({ email, name }, memberOf(given), who.id)
        const [seen] = shown(account, projects)
        return c.json({ account: seen, ...(link === undefined ? {} : { link: linkOf(c, deps, link) }) })
      }),
  )
  api.add(
    {
      method: 'delete',
      path: '/v1/accounts/{id}',
      summary: 'Takes away the role in a project; an account without any is deleted',
      may: 'access:write',
      notes: 'itself',
      asks: z.object({ params: byId, query: z.object({ project: membership.project }) }),
      replies: { 200: { description: 'Whether there was such a role', json: Done } },
    },
    (c, { params, query, who }) =>
      orFault(c, async () => c.json({ done: await accounts.revoke(params.id, query.project, who.id) })),
  )
  const What = z.enum(['link', 'disable', 'enable', 'sign-out'])
  api.add(
    {
      method: 'post',
      path: '/v1/accounts/{id}/{what}',
      summary: 'A new link to choose a password with; closes, opens or signs out an account',
      description: 'Only for who may this in every project of the account',
      may: 'access:write',
      notes: 'itself',
      asks: z.object({ params: byId.extend({ what: What }) }),
      replies: { 200: { description: 'Done', json: Done.extend({ link: z.string().optional() }) } },
    },
    (c, { params: { id, what }, who }) =>
      orFault(c, async () => {
        const account = await store.accounts.byId(id)
        if (!account || !isAllOf(who, account.roles)) return problemReply(c, problem('not_found'))
        if (what === 'link') return c.json({ done: true, link: linkOf(c, deps, await accounts.link(id, who.id)) })
        if (what === 'sign-out') await accounts.signOut(id, who.id)
        else await accounts.disable(id, what === 'disable', who.id)
        return c.json({ done: true })
      }),
  )
  tokenRoutes(api, deps)
}

function tokenRoutes(api: Api, { store, accounts }: Deps): void {
  api.add(
    {
      method: 'get',
      path: '/v1/tokens',
      summary: 'Tokens of programs, never the token itself',
      may: 'access:read',
      asks: z.object({ query: z.object({ project: z.string().optional() }) }),
      replies: { 200: { description: 'Tokens', json: z.object({ items: z.array(Token) }) } },
    },
    async (c, { projects }) => {
      const all = await store.accounts.tokens.list()
      return c.json({ items: all.filter(({ roles }) => within(roles, projects).length === roles.length) })
    },
  )
  api.add(
    {
      method: 'post',
      path: '/v1/tokens',
      summary: 'Makes a token, which is told this once',
      may: 'access:write',
      notes: 'itself',
      asks: z.object({
        json: z.object({
          name: z.string(),
          ...membership,
          scopes: z.array(z.enum(PERMISSIONS).exclude(['access:write'])).optional(),
          days: z.int().min(1).max(3650).optional().meta({ description: 'how long it lasts; default: for ever' }),
        }),
      }),
      replies: { 200: { description: 'The token', json: z.object({ token: z.string(), kept: Token }) } },
    },
    (c, { json: { name, scopes, days, ...given }, who }) =>
      orFault(c, async () => {
        const asked = {
          name,
          membership: memberOf(given),
          ...(scopes ? { scopes: scopes.filter(isPermission) } : {}),
          ...(days === undefined ? {} : { lastsMs: days * DAY }),
        }
        return c.json(await accounts.makeToken(asked, who.id))
      }),
  )
  api.add(
    {
      method: 'delete',
      path: '/v1/tokens/{id}',
      summary: 'Ends a token at once',
      may: 'access:write',
      notes: 'itself',
      asks: z.object({ params: byId }),
      replies: { 200: { description: 'Done', json: Done } },
    },
    async (c, { params: { id }, who }) => {
      const token: StaffToken | undefined = (await store.accounts.tokens.list()).find((each) => each.id === id)
      if (!token || !isAllOf(who, token.roles)) return problemReply(c, problem('not_found'))
      return c.json({ done: await accounts.endToken(id, who.id) })
    },
  )
}

const within = (roles: readonly Membership[], projects: Projects): readonly Membership[] =>
  projects === undefined ? roles : roles.filter(({ project }) => projects.includes(project))

/** Whether who asks looks after every project of these. */
const isAllOf = (who: Who, roles: readonly Membership[]): boolean =>
  roles.every(({ project }) => may(who, 'access:write', project))

const memberOf = ({
  project,
  role,
  team,
}: {
  project: string
  role: Membership['role']
  team?: string | undefined
}): Membership => (team === undefined ? { project, role } : { project, role, team })

/** An account as those of these projects see it; nothing when it has no role there. */
function shown(
  { id, email, name, roles, disabled, password }: Account,
  projects: Projects,
): readonly z.output<typeof Person>[] {
  const seen = within(roles, projects)
  if (seen.length === 0) return []
  return [{ id, email, name, roles: seen.map(memberOf), disabled, hasPassword: password !== undefined }]
}

function linkOf(c: Context, { options }: Deps, link: string): string {
  return `${options.publicUrl ?? new URL(c.req.url).origin}/welcome#link=${link}`
}

async function orFault(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AccessFault) return problemReply(c, problem('access_invalid', error.message))
    throw error
  }
}
