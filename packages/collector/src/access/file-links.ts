import { createHmac } from 'node:crypto'
import type { Clock } from '../platform.ts'
import { same } from './passes.ts'

/** How long an address of a photo opens it, ms. */
export const FILE_LINK_MS: number = 5 * 60_000

/** What an address opens. */
export interface LinkedFile {
  readonly project: string
  readonly id: string
}

/** Addresses that open one photo for a while, without a sign-in: for a program's page or a message to a colleague. */
export interface FileLinks {
  make(file: LinkedFile): { readonly token: string; readonly expiresAt: number }
  /** What a token opens now; `undefined`: it is none of ours, or over. */
  read(token: string): LinkedFile | undefined
}

/** @param secret - the same on every collector that shares a store; a new one ends all addresses */
export function createFileLinks(secret: string, clock: Clock): FileLinks {
  const signed = (text: string) => createHmac('sha256', secret).update(`frankly file\0${text}`).digest('base64url')
  return {
    make({ project, id }) {
      const expiresAt = clock.now() + FILE_LINK_MS
      const text = Buffer.from(JSON.stringify([project, id, expiresAt])).toString('base64url')
      return { token: `${text}.${signed(text)}`, expiresAt }
    },
    read(token) {
      const [text = '', signature = ''] = token.split('.')
      if (!same(signature, signed(text))) return undefined
      const [project, id, expiresAt] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string, number]
      return clock.now() < expiresAt ? { project, id } : undefined
    },
  }
}
