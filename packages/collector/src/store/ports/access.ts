import type { EpochMs, ProjectKey } from '@frankly/core'

/**
 * A session in a browser; a link that starts one; `welcome`: a link that lets its account choose a password; `setup`: one
 * that makes the first account.
 */
export type PassKind = 'session' | 'link' | 'welcome' | 'setup'

/** What the store keeps of a pass. */
export interface Pass {
  /** Digest of the pass. */
  readonly hash: string
  readonly kind: PassKind
  /** Of the staff token it was made under; of an account's: a word. */
  readonly mark: string
  /** Id of the account; '' for the staff token. */
  readonly account: string
  readonly expiresAt: EpochMs
}

/** Finds a pass that is good at `now`. */
export interface PassKey extends Pick<Pass, 'hash' | 'kind'> {
  readonly now: EpochMs
  /** Only with one of these marks. */
  readonly mark?: readonly string[]
}

/** Whose a pass is. */
export type FoundPass = Pick<Pass, 'mark' | 'account'>

/** Sessions and links of staff. */
export interface PassStore {
  /** Keeps one, and forgets those that ended before `now`. */
  add(pass: Pass, now: EpochMs): Promise<void>
  find(key: PassKey): Promise<FoundPass | undefined>
  /** Removes it. What it was: for one caller alone. */
  take(key: PassKey): Promise<FoundPass | undefined>
  /** Removes all of this account, or all. */
  clear(account?: string): Promise<void>
}

/** What somebody is in a project. `access/roles.ts` says what each may. */
export type Role = 'owner' | 'manager' | 'line_manager' | 'agent' | 'partner' | 'auditor'

/** What an account or a token is in a project, or in all of them (`*`). */
export interface Membership {
  readonly project: ProjectKey
  readonly role: Role
  /** Only answers of this team: those whose tag `team` says so. */
  readonly team?: string
}

/** Somebody of the shop's people. */
export interface Account {
  /** UUIDv7. */
  readonly id: string
  /** In lower case; the name to sign in with. */
  readonly email: string
  readonly name: string
  /** As argon2 writes it. Absent: none was chosen yet. */
  readonly password?: string
  readonly roles: readonly Membership[]
  readonly disabled: boolean
  /** No password is tried before. */
  readonly lockedUntil: EpochMs
  readonly createdAt: EpochMs
}

/** A program's token; the token itself is nowhere. */
export interface StaffToken {
  readonly id: string
  readonly name: string
  readonly roles: readonly Membership[]
  /** Absent: all that the role may. */
  readonly scopes?: readonly string[]
  /** Who made it. */
  readonly madeBy: string
  readonly createdAt: EpochMs
  /** Absent: never. */
  readonly expiresAt?: EpochMs
  /** Absent: never yet. To the minute. */
  readonly usedAt?: EpochMs
}

/** Accounts, tokens, and what belongs to the door. */
export interface AccountStore {
  any(): Promise<boolean>
  byId(id: string): Promise<Account | undefined>
  byEmail(email: string): Promise<Account | undefined>
  list(): Promise<readonly Account[]>
  /** False: the e-mail address is taken; with `onlyFirst`: there is an account already. */
  add(account: Account, onlyFirst?: boolean): Promise<boolean>
  /** Replaces what is there, and forgets wrong passwords. */
  save(account: Account): Promise<void>
  /** With its sessions. Whether it was there. */
  remove(id: string): Promise<boolean>
  /** Counts a wrong password; at `most` no other is tried until then. Whether it is locked now. */
  wrong(id: string, most: number, lockUntil: EpochMs): Promise<boolean>
  readonly tokens: {
    list(): Promise<readonly StaffToken[]>
    byHash(hash: string): Promise<StaffToken | undefined>
    add(token: StaffToken & { readonly hash: string }): Promise<void>
    used(id: string, at: EpochMs): Promise<void>
    remove(id: string): Promise<boolean>
  }
  /** A value that is set once; `otherwise` where it is not yet. */
  setting(name: string, otherwise: string): Promise<string>
}
