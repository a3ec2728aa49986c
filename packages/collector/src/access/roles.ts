import type { Role } from '../store/ports.ts'

/** What may be done, one name for each kind of act. `…:read` changes nothing. */
export const PERMISSIONS = [
  /** Answers, lists, photos. Without `contacts:read`: nothing that leads to a person. */
  'responses:read',
  /** Names, addresses, ids of customers and of their orders. */
  'contacts:read',
  /** Lets held answers go, or deletes them. */
  'responses:decide',
  /** Surveys, their versions and their quotas. */
  'surveys:read',
  'surveys:write',
  /** Everything that is stored about one person, and the record of consents. */
  'privacy:read',
  'privacy:erase',
  /** Whole files of answers. */
  'exports:read',
  /** Deliveries and what could not be taken. */
  'outbox:read',
  'outbox:replay',
  /** Who did what, and the proof of it. */
  'audit:read',
  /** Accounts and tokens. */
  'access:read',
  'access:write',
  /** Numbers of the whole collector, without a word of an answer. */
  'ops:read',
  /** Posts answers that were given in this way: no page can say so of itself. */
  'mode:kiosk',
  'mode:phone',
  'mode:observer',
  'mode:mystery',
  'mode:import',
] as const

/** See {@link PERMISSIONS}. */
export type Permission = (typeof PERMISSIONS)[number]

export type { Role } from '../store/ports.ts'

const EVERYTHING: ReadonlySet<Permission> = new Set(PERMISSIONS)

/** What each role may, in its projects. The guide `staff-access.md` shows this table; a test compares them. */
export const ROLES: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: EVERYTHING,
  // Runs the shop, but lets nobody in.
  manager: new Set(PERMISSIONS.filter((each) => each !== 'access:write')),
  // Looks after the answers of one team.
  line_manager: new Set([
    'responses:read',
    'contacts:read',
    'responses:decide',
    'surveys:read',
    'exports:read',
    'mode:kiosk',
    'mode:phone',
    'mode:observer',
  ]),
  agent: new Set(['responses:read', 'contacts:read', 'surveys:read', 'mode:kiosk', 'mode:phone']),
  // Somebody outside the shop, such as a carrier: what was said, never by whom.
  partner: new Set(['responses:read', 'surveys:read']),
  auditor: new Set(PERMISSIONS.filter((each) => each.endsWith(':read'))),
}

/** Whether this names a role. */
export const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name)

/** Whether this names a permission. */
export const isPermission = (name: string): name is Permission => PERMISSIONS.some((each) => each === name)
