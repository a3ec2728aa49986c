import type { Context } from 'hono'
import type { ResolvedOptions, ResolvedProject } from '../options/options.ts'
import { isOwnOrigin } from './access/hosts.ts'

const LOOPBACK = /^https?:\/\/(localhost|[a-z0-9-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/

/** Whether a page of this origin may use the project. No origin: not a page of another site. */
export function isAllowedOrigin(origin: string | undefined, rules: readonly string[]): boolean {
  if (origin === undefined) return true
  return rules.some((rule) => {
    if (rule === '*') return true
    if (rule === 'loopback') return LOOPBACK.test(origin)
    const star = /^(https?:\/\/)\*(\..+)$/i.exec(rule)
    if (!star) return origin.toLowerCase() === rule.toLowerCase()
    const [, scheme = '', rest = ''] = star
    return origin.toLowerCase().startsWith(scheme.toLowerCase()) && origin.toLowerCase().endsWith(rest.toLowerCase())
  })
}

/** Whether the request's page may use the project; pages that the collector itself serves always may. */
export function mayUse(c: Context, project: ResolvedProject, options: ResolvedOptions): boolean {
  const origin = c.req.header('origin')
  if (isAllowedOrigin(origin, project.origins)) return true
  return origin !== undefined && isOwnOrigin(origin, c, options)
}
