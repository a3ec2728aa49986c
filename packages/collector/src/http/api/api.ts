import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { readsOf } from '../../access/reads.ts'
import type { Permission } from '../../access/roles.ts'
import { ALL_PROJECTS, may, NOBODY, type Projects, projectsOf, type Who } from '../../access/who.ts'
import { problem } from '../../ingest/problems.ts'
import type { Context as Deps } from '../context.ts'
import { ownPages } from '../middleware/own-pages.ts'
import { type Door, notKept } from '../middleware/staff.ts'
import { refusalPage, wantsPage } from '../pages/sign-in-page.ts'
import { problemReply } from '../problem-reply.ts'
import { noteAct } from './note-act.ts'
import type { Handler, Route } from './route.ts'
import { sentence } from './sentence.ts'

/** A declared route, whatever it reads. */
export type AnyRoute = Route<z.ZodObject>

/** The routes of the collector. */
export interface Api {
  /** Declares a route and answers it. */
  add<A extends z.ZodObject>(route: Route<A>, handler: Handler<A>): void
  /** What was declared so far. */
  readonly routes: readonly AnyRoute[]
}

/** Puts declared routes on the app, each behind its door. */
export function createApi(app: Hono, deps: Deps, door: Door): Api {
  const routes: AnyRoute[] = []
  const own = ownPages(deps)
  const doors: (route: AnyRoute) => readonly MiddlewareHandler[] = ({ may: who }) => {
    if (who === 'anyone') return []
    return who === 'own-page' ? [notKept, own] : [door.staff]
  }
  return {
    routes,
    add(route, handler) {
      routes.push(route)
      const chain = [...doors(route), ...(route.bodyBytes === undefined ? [] : [atMost(route.bodyBytes)])]
      app.on([route.method.toUpperCase()], [routingPath(route)], ...chain, async (c) => {
        const who = door.who(c) ?? NOBODY
        const given = await givenIn(c, route)
        const checked = route.asks.safeParse(given)
        // Who may not is told nothing about what was wrong beside that.
        const projects = reachOf(route, who, projectIn(given))
        if (projects === 'none') return forbidden(c, deps, route, who)
        // What everybody may call answers by itself: its pages say the same for all that nobody knows.
        const nul = route.may === 'anyone' ? undefined : partWithNul(given)
        if (nul === 'params') return problemReply(c, problem('not_found'))
        if (nul) {
          const code = nul === 'query' ? 'query_invalid' : 'envelope_invalid'
          return problemReply(c, problem(code, `${nul}: got a text with the character U+0000, wanted one without`))
        }
        if (!checked.success) {
          if (checked.error.issues[0]?.path[0] === 'params') return problemReply(c, problem('not_found'))
          const isQuery = checked.error.issues[0]?.path[0] === 'query'
          return problemReply(
            c,
            problem(isQuery ? 'query_invalid' : 'envelope_invalid', sentence(checked.error, given)),
          )
        }
        const reply = await handler(c, { ...checked.data, who, projects, read: readsOf(deps.store, who) })
        await noteAct(deps, route, who, { given, reply })
        return reply
      })
    },
  }
}

const atMost = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) => problemReply(c, problem('body_too_large', `at most ${maxSize} bytes are taken`)),
  })

/** Hono's form of the path: a parameter that is an enum or has a pattern is routed only when it fits. */
export function routingPath({ path, asks }: AnyRoute): string {
  const { params } = asks.shape
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = params instanceof z.ZodObject ? params.shape[name] : undefined
    const { enum: words, pattern } = schema instanceof z.ZodType ? z.toJSONSchema(schema) : {}
    if (words) return `:${name}{${words.join('|')}}`
    return pattern === undefined ? `:${name}` : `:${name}{${pattern}}`
  })
}

interface Given {
  readonly params: unknown
  readonly query: unknown
  readonly json?: unknown
  readonly form?: unknown
}

async function givenIn(c: Context, { asks }: AnyRoute): Promise<Given> {
  const { shape } = asks
  return {
    params: c.req.param(),
    query: c.req.query(),
    ...('json' in shape ? { json: await c.req.json().catch(() => undefined) } : {}),
    ...('form' in shape ? { form: await formOf(c) } : {}),
  }
}

/** The part of a request that holds U+0000, which no database of ours takes in a text. */
function partWithNul(given: Given): string | undefined {
  return Object.entries(given).find(([, value]) => hasNul(value))?.[0]
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inner]) => key.includes('\0') || hasNul(inner))
}

/** The fields of a form as browsers send it; of anything else, none. */
async function formOf(c: Context): Promise<object> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')
  return Object.fromEntries(new URLSearchParams(isForm ? await c.req.text() : ''))
}

/** The project that a request names, wherever it does. Of several, all must be the same. */
function projectIn(given: Given): readonly string[] {
  const named = [given.params, given.query, given.json, given.form].flatMap((part) => {
    const project = typeof part === 'object' && part !== null && 'project' in part ? part.project : undefined
    return typeof project === 'string' && project !== '' ? [project] : []
  })
  return [...new Set(named)]
}

const WITHOUT_PERMISSION: ReadonlySet<string> = new Set(['anyone', 'own-page', 'signed-in'])
const isPermission = (who: AnyRoute['may']): who is Permission => !WITHOUT_PERMISSION.has(who)

/** Where this may be done by whom; `none`: nowhere, or not in the project that is named. */
function reachOf({ may: needed, reach }: AnyRoute, who: Who, named: readonly string[]): Projects | 'none' {
  // A token for one purpose is nobody's session.
  if (needed === 'signed-in') return who.scopes ? 'none' : undefined
  if (!isPermission(needed)) return undefined
  if (reach === 'whole') return may(who, needed, ALL_PROJECTS) ? undefined : 'none'
  if (named.some((project) => !may(who, needed, project))) return 'none'
  if (named.length > 0) return named
  const projects = projectsOf(who, needed)
  return projects?.length === 0 ? 'none' : projects
}

/** One answer for a wrong role, scope or project, wherever it happens: it does not tell which projects there are. */
function forbidden(
  c: Context,
  { log, metrics }: Deps,
  { may: needed, path, method }: AnyRoute,
  who: Who,
): Response | Promise<Response> {
  metrics.add('refused_total', { code: 'forbidden' })
  log(`refused: ${who.id} may not ${method.toUpperCase()} ${path}`)
  if (wantsPage(c)) return refusalPage(c, 'forbidden')
  const detail = isPermission(needed) ? `this needs ${needed} in the project` : 'a token with scopes is no sign-in'
  return problemReply(c, problem('forbidden', detail))
}
