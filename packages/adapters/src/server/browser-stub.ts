import { serverOnly } from '../shared/server-only.ts'

/**
 * What bundlers for browsers pick in place of a server adapter (export condition `browser`): every name is here, and
 * each call says why it cannot be. A test holds this list against the adapters.
 */
const refuse = (name: string) => (): never => {
  throw serverOnly(name)
}

export const createSlackAdapter: () => never = refuse('slack')
export const createWebhookAdapter: () => never = refuse('webhook')
