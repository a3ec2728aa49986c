import { randomBytes } from 'node:crypto'
import type { ProjectKey } from '@frankly/core'
import type { Clock } from '../platform.ts'
import type { Account, Membership, StaffToken, Store } from '../store/ports.ts'
import { digest, type Passes } from './passes.ts'
import { hashPassword, isPassword, passwordFault } from './passwords.ts'
import { isPermission, type Permission } from './roles.ts'
import { ALL_PROJECTS, may, type Who } from './who.ts'

/** Wrong passwords in a row until an account is locked. */
export const WRONG_PASSWORDS = 10
/** How long it is locked, ms. A link of an owner, or of the console, still works. */
export const LOCKED_MS: number = 15 * 60_000
/** The time of a token's last use is written at most so often, ms. */
const USED_EACH = 60_000

/** Why something about accounts is refused: one sentence. */
export class AccessFault extends Error {
  override readonly name = 'AccessFault'
}

/** Who a session, a password or a token belongs to, and what is changed about accounts. Every change is in the audit log. */
export interface Accounts {
  any(): Promise<boolean>
  /** Who a session belongs to; nobody when the account is gone or disabled. */
  whoIs(accountId: string): Promise<Who | undefined>
  /** Who a token belongs to; nobody when it is unknown or has ended. */
  whoHas(token: string): Promise<Who | undefined>
  /** Tries a password. `locked`: too many wrong ones. */
  signIn(email: string, password: string): Promise<Account | 'wrong' | 'locked'>
  /**
   * Makes the first account, an owner of everything, with the link that the console printed.
   * @throws AccessFault
   */
  setUp(link: string, given: NewPerson & { readonly password: string }): Promise<Account | 'wrong'>
  /**
   * Chooses a password with a link; ends all sessions of the account.
   * @throws AccessFault
   */
  choose(link: string, password: string): Promise<Account | 'wrong'>
  /**
   * Changes the own password; ends all other sessions.
   * @throws AccessFault
   */
  change(accountId: string, old: string, password: string): Promise<'done' | 'wrong' | 'locked'>
  /**
   * Gives somebody a role in a project, and makes the account if there is none. `link`: to choose a password with; absent:
   * the account has one.
   * @throws AccessFault
   */
  grant(
    person: NewPerson,
    membership: Membership,
    by: string,
  ): Promise<{ readonly account: Account; readonly link?: string }>
  /** Takes away the role in a project; without any left the account goes. */
  revoke(accountId: string, project: ProjectKey, by: string): Promise<boolean>
  /** A link by which its person chooses a new password. */
  link(accountId: string, by: string): Promise<string>
  disable(accountId: string, disabled: boolean, by: string): Promise<void>
  signOut(accountId: string, by: string): Promise<void>
  /**
   * Makes a token, which is told here and never again.
   * @throws AccessFault
   */
  makeToken(token: NewToken, by: string): Promise<{ readonly token: string; readonly kept: StaffToken }>
  endToken(id: string, by: string): Promise<boolean>
}

/** Somebody as they are named first. */
export interface NewPerson {
  readonly email: string
  readonly name: string
}

/** A token as it is asked for. */
export interface NewToken {
  readonly name: string
  readonly membership: Membership
  readonly scopes?: readonly Permission[]
  /** From now, ms. Default: never. */
  readonly lastsMs?: number
}

/** What accounts work with. */
export interface AccountParts {
  readonly store: Pick<Store, 'accounts' | 'audit'>
  readonly passes: Passes
  readonly clock: Clock
  newId(): string
}

/** Accounts on the store. A list of what may be done with them. */
export function createAccounts({ store, passes, clock, newId }: AccountParts): Accounts {
  const { accounts, audit } = store
  let isOne = false
  const note = (by: string, action: string, about: Readonly<Record<string, string>>, project: ProjectKey = '') =>
    audit.note({ at: clock.now(), project: project === ALL_PROJECTS ? '' : project, by, action, about })
  const known = async (id: string): Promise<Account> => {
    const account = await accounts.byId(id)
    if (!account) throw new AccessFault(`there is no account "${id}"`)
    return account
  }
  const withPassword = async (account: Account, password: string): Promise<Account> => {
    refuseWeak(password, account)
    return { ...account, password: await hashPassword(password), lockedUntil: 0 }
  }
  const tried = async (account: Account | undefined, password: string): Promise<'right' | 'wrong' | 'locked'> => {
    const now = clock.now()
    const isLocked = account !== undefined && account.lockedUntil > now
    const isRight = await isPassword(password, isLocked || account?.disabled ? undefined : account?.password)
    if (isLocked) return 'locked'
    if (account === undefined || isRight) return isRight ? 'right' : 'wrong'
    const locked = await accounts.wrong(account.id, WRONG_PASSWORDS, now + LOCKED_MS)
    if (locked) await note(`account:${account.id}`, 'account.locked', { account: account.id })
    return 'wrong'
  }
  return {
    async any() {
      isOne ||= await accounts.any()
      return isOne
    },
    async whoIs(id) {
      const account = await accounts.byId(id)
      return account && !account.disabled ? whoOf(`account:${id}`, account) : undefined
    },
    async whoHas(given) {
      const token = /^frk_[\w-]{43}$/.test(given) ? await accounts.tokens.byHash(digest(given)) : undefined
      const now = clock.now()
      if (!token || (token.expiresAt ?? now + 1) <= now) return undefined
      if (now - (token.usedAt ?? 0) >= USED_EACH) await accounts.tokens.used(token.id, now)
      const scopes = token.scopes && new Set(token.scopes.filter(isPermission))
      return { ...whoOf(`token:${token.id}`, token), ...(scopes ? { scopes } : {}) }
    },
    async signIn(email, password) {
      const account = await accounts.byEmail(plainEmail(email))
      const found = await tried(account, password)
      if (found !== 'right' || account === undefined) return found === 'locked' ? 'locked' : 'wrong'
      // Saving forgets the wrong ones.
      await accounts.save({ ...account, lockedUntil: 0 })
      await note(`account:${account.id}`, 'account.signed-in', { account: account.id })
      return account
    },
    async setUp(link, { email, name, password }) {
      const person = checked({ email, name })
      refuseWeak(password, person)
      if (!(await passes.use('setup', link))) return 'wrong'
      const roles = [{ project: ALL_PROJECTS, role: 'owner' as const }]
      const fresh = { id: newId(), ...person, roles, disabled: false, lockedUntil: 0, createdAt: clock.now() }
      const account = await withPassword(fresh, password)
      if (!(await accounts.add(account, true))) return 'wrong'
      await note(`account:${account.id}`, 'account.set-up', { account: account.id })
      return account
    },
    async choose(link, password) {
      const found = await passes.find('welcome', link)
      const account = found && (await accounts.byId(found.account))
      if (!account || account.disabled) return 'wrong'
      const changed = await withPassword(account, password)
      if (!(await passes.use('welcome', link))) return 'wrong'
      await accounts.save(changed)
      await passes.endAll(account.id)
      await note(`account:${account.id}`, 'account.password', { account: account.id })
      return changed
    },
    async change(id, old, password) {
      const account = await known(id)
      refuseWeak(password, account)
      const found = await tried(account, old)
      if (found !== 'right') return found
      await accounts.save(await withPassword(account, password))
      await passes.endAll(id)
      await note(`account:${id}`, 'account.password', { account: id })
      return 'done'
    },
    async grant(given, membership, by) {
      const person = checked(given)
      const before = await accounts.byEmail(person.email)
      const roles = [...(before?.roles ?? []).filter(({ project }) => project !== membership.project), membership]
      const fresh = { id: newId(), ...person, disabled: false, lockedUntil: 0, createdAt: clock.now() }
      const account: Account = { ...(before ?? fresh), roles }
      if (before) await accounts.save(account)
      else if (!(await accounts.add(account))) throw new AccessFault(`${person.email} was added meanwhile: try again`)
      await note(by, 'account.role', { account: account.id, role: membership.role }, membership.project)
      if (account.password !== undefined) return { account }
      return { account, link: await passes.make('welcome', account.id) }
    },
    async revoke(id, project, by) {
      const account = await known(id)
      const roles = account.roles.filter((each) => each.project !== project)
      if (roles.length === account.roles.length) return false
      refuseLast(account, roles, await accounts.list())
      if (roles.length === 0) await accounts.remove(id)
      else await accounts.save({ ...account, roles })
      await note(by, 'account.revoke', { account: id }, project)
      return true
    },
    async link(id, by) {
      const { id: account } = await known(id)
      await note(by, 'account.link', { account })
      return passes.make('welcome', account)
    },
    async disable(id, disabled, by) {
      const account = await known(id)
      if (disabled) refuseLast(account, [], await accounts.list())
      await accounts.save({ ...account, disabled })
      if (disabled) await passes.endAll(id)
      await note(by, disabled ? 'account.disabled' : 'account.enabled', { account: id })
    },
    async signOut(id, by) {
      await known(id)
      await passes.endAll(id)
      await note(by, 'account.signed-out', { account: id })
    },
    async makeToken({ name, membership, scopes, lastsMs }, by) {
      const token = `frk_${randomBytes(32).toString('base64url')}`
      const now = clock.now()
      if (name.trim() === '' || name.length > 100) throw new AccessFault('a token needs a name of 1 to 100 characters')
      const kept: StaffToken = {
        id: newId(),
        name: name.trim(),
        roles: [membership],
        ...(scopes ? { scopes } : {}),
        madeBy: by,
        createdAt: now,
        ...(lastsMs === undefined ? {} : { expiresAt: now + lastsMs }),
      }
      await accounts.tokens.add({ ...kept, hash: digest(token) })
      await note(by, 'token.made', { token: kept.id, role: membership.role }, membership.project)
      return { token, kept }
    },
    async endToken(id, by) {
      const wasThere = await accounts.tokens.remove(id)
      if (wasThere) await note(by, 'token.ended', { token: id })
      return wasThere
    },
  }
}

/** Memberships as what may be done. */
function whoOf(id: string, { name, roles }: Pick<Account, 'name' | 'roles'>): Who {
  const teams = roles.flatMap(({ project, team }) => (team === undefined ? [] : [[project, team] as const]))
  return { id, name, roles: new Map(roles.map(({ project, role }) => [project, role])), teams: new Map(teams) }
}

const plainEmail = (email: string): string => email.trim().toLowerCase().normalize('NFC')

function checked({ email, name }: NewPerson): NewPerson {
  const plain = plainEmail(email)
  if (!/^[^\s@"<>]+@[^\s@"<>]+$/.test(plain) || plain.length > 200) {
    throw new AccessFault(`got "${email.slice(0, 80)}", wanted an e-mail address such as anna@shop.example`)
  }
  if (name.trim() === '' || name.length > 100) throw new AccessFault('a person needs a name of 1 to 100 characters')
  return { email: plain, name: name.trim() }
}

function refuseWeak(password: string, person: NewPerson): void {
  const fault = passwordFault(password, person)
  if (fault !== undefined) throw new AccessFault(`the password: got ${fault}`)
}

/** Somebody must be left who can let others in. */
function refuseLast(account: Account, left: readonly Membership[], all: readonly Account[]): void {
  const isHead = ({ roles, disabled }: Pick<Account, 'roles' | 'disabled'>) =>
    !disabled && may(whoOf('', { name: '', roles }), 'access:write', ALL_PROJECTS)
  if (!isHead(account) || isHead({ ...account, roles: left })) return
  if (all.some((each) => each.id !== account.id && isHead(each))) return
  throw new AccessFault('this is the last owner of everything: make another one first')
}
