import type { z } from 'zod'
import type { Who } from '../../access/who.ts'
import type { Context as Deps } from '../context.ts'
import type { Route } from './route.ts'

/** Whether the audit log notes it: what staff change, and what they take away with them. */
export function isNoted({ may, method }: Pick<Route<z.ZodObject>, 'may' | 'method'>): boolean {
  if (may === 'anyone' || may === 'own-page') return false
  return method !== 'get' || may === 'exports:read'
}

/** Notes what somebody of the shop did. What was done stays done when it cannot be noted; that is logged. */
export async function noteAct(
  { store, clock, log, metrics }: Pick<Deps, 'store' | 'clock' | 'log' | 'metrics'>,
  route: Route<z.ZodObject>,
  who: Who,
  { given, reply }: { readonly given: object; readonly reply: Response },
): Promise<void> {
  const { notes = [] } = route
  if (notes === 'itself' || !isNoted(route) || reply.status >= 400) return
  const fields = Object.assign({}, ...Object.values(given))
  const about = Object.fromEntries(notes.flatMap((name) => (isPlain(fields[name]) ? [[name, fields[name]]] : [])))
  const project = typeof fields.project === 'string' ? fields.project : ''
  const what = { by: who.id, action: `${route.method} ${route.path}` }
  try {
    await store.audit.note({ at: clock.now(), project, ...what, ...(Object.keys(about).length > 0 && { about }) })
  } catch (error) {
    metrics.add('audit_lost_total')
    log(
      `audit: ${what.by} did ${what.action}, which could not be noted: ${error instanceof Error ? error.message : error}`,
    )
  }
}

const isPlain = (value: unknown): value is string | number | boolean =>
  (typeof value === 'string' && value.length <= 200) || typeof value === 'number' || typeof value === 'boolean'
