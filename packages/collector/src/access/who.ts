import type { ProjectKey } from '@frankly/core'
import { type Permission, ROLES, type Role } from './roles.ts'

/** Stands for every project, those of tomorrow too. */
export const ALL_PROJECTS = '*'

/** Who asks, once the door has let them in. */
export interface Who {
  /** For the record of what was done: `staff-token`, `account:ID`, `token:ID`. */
  readonly id: string
  /** For people. */
  readonly name: string
  /** By project, or by {@link ALL_PROJECTS}. */
  readonly roles: ReadonlyMap<ProjectKey, Role>
  /** By project: only answers of this team are seen. */
  readonly teams?: ReadonlyMap<ProjectKey, string>
  /** A token with scopes may no more than these, whatever its role. */
  readonly scopes?: ReadonlySet<Permission>
}

/** Projects that something may be done in; `undefined`: all. */
export type Projects = readonly ProjectKey[] | undefined

/** Everybody without a name: public calls. */
export const NOBODY: Who = { id: 'nobody', name: 'nobody', roles: new Map() }

/** Whether this may be done in the project. {@link ALL_PROJECTS}: in the whole collector. */
export function may(who: Who, permission: Permission, project: ProjectKey): boolean {
  const allows = (role: Role | undefined) => role !== undefined && ROLES[role].has(permission)
  if (who.scopes && !who.scopes.has(permission)) return false
  return allows(who.roles.get(ALL_PROJECTS)) || allows(who.roles.get(project))
}

/** The projects in which this may be done. An empty list: nowhere. */
export function projectsOf(who: Who, permission: Permission): Projects {
  if (may(who, permission, ALL_PROJECTS)) return undefined
  return [...who.roles.keys()].filter((project) => may(who, permission, project))
}

/** The same for a query of the store: nothing where all may be read. */
export const within = (projects: Projects): { readonly projects?: readonly ProjectKey[] } =>
  projects === undefined ? {} : { projects }
