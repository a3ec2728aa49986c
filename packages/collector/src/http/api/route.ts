import type { Context } from 'hono'
import { z } from 'zod'
import type { Reads } from '../../access/reads.ts'
import type { Permission } from '../../access/roles.ts'
import type { Projects, Who } from '../../access/who.ts'

/**
 * Who may call a route. A permission: staff who have it in the project that the request names, or in any if it names none.
 * `signed-in`: all staff. `own-page`: everybody, but only under our own name and from our own pages: the sign-in.
 */
export type May = Permission | 'anyone' | 'own-page' | 'signed-in'

/** One kind of reply. */
export interface Reply {
  readonly description: string
  /** Its body as JSON. Absent: see `types`. */
  readonly json?: z.ZodType
  /** Media types of a body that is no JSON, such as `text/html`. */
  readonly types?: readonly string[]
}

/**
 * A route, declared once: routing, check of who may, check of what was sent, and `/openapi.json` come from it.
 * @see docs/reference/routes.md
 */
export interface Route<A extends z.ZodObject> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As OpenAPI writes it: `/v1/held/{what}`. A parameter that is an enum or has a pattern takes nothing else. */
  readonly path: string
  /** Half a line. */
  readonly summary: string
  readonly description?: string
  readonly may: May
  /** `whole`: concerns all projects at once, so nobody of a single one may. Default: the projects of who asks. */
  readonly reach?: 'whole'
  /** `z.object` of what is read: any of `params`, `query`, `json` and `form`, each a schema. See {@link NOTHING}. */
  readonly asks: A
  /** Body that the handler reads by itself, by media type: bytes, or text under a limit of its own. */
  readonly raw?: Readonly<Record<string, z.ZodType | undefined>>
  /** Bytes that a body may have. Default: `limits.bodyBytes`. */
  readonly bodyBytes?: number
  /**
   * Fields of what was sent that the audit log notes beside who did it: ids, counts and choices, never words or ids of
   * customers. Noted is whatever staff change, and every export. Default: the project alone. `itself`: the handler notes what
   * it did, in words of its own.
   */
  readonly notes?: readonly string[] | 'itself'
  /** By status. Problems need not be named. */
  readonly replies: Readonly<Record<number, Reply>>
}

/** What a handler is given beside the context: what was sent, checked, and who asks. */
export type Asked<A extends z.ZodObject> = z.output<A> & {
  readonly who: Who
  /** Where this may be done: the project that the request names, else all of who asks. Hand it on to the store. */
  readonly projects: Projects
  /** Answers as who asks may see them: read them here, not from the store. */
  readonly read: Reads
}

/** Answers a route. */
export type Handler<A extends z.ZodObject> = (c: Context, asked: Asked<A>) => Response | Promise<Response>

/** A route that reads nothing. */
export const NOTHING: z.ZodObject<Record<never, never>> = z.object({})

/** A page for people. */
export const PAGE: Reply = { description: 'A page', types: ['text/html'] }

/** A form was taken: the browser goes on to the page that is named. */
export const ONWARD: Reply = { description: 'Done: see the page named' }
