import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../platform.ts'
import type { SpoolKeys } from '../store/ports.ts'

/** A sealed text and the key that opens it. */
export interface Sealed {
  readonly keyId: string
  readonly bytes: Uint8Array
}

/**
 * What lies in the spool is sealed with keys that live in the store alone: a broker keeps bytes in its files after a
 * message is gone, and nobody can clean them from outside. A key goes soon after the last message that it sealed.
 */
export interface Seal {
  seal(text: string): Promise<Sealed>
  /** @throws Error when the key is gone */
  open(sealed: Sealed): Promise<string>
  /** Forgets keys that no waiting message needs. `oldest`: when the oldest waiting one was put in; absent: none waits. */
  forget(oldest: number | undefined): Promise<void>
  /** The own key seals nothing more. */
  close(): Promise<void>
}

const HOUR = 3_600_000
/** How long one key seals while the store can be reached, ms. */
const KEY_MS = HOUR
/** The same at the longest, ms: a new key cannot be kept while the store is away. */
const LONGEST_MS = 25 * HOUR
/** Clocks of collectors and broker may differ by so much, ms. */
const TOLERANCE_MS = 300_000
const ALGORITHM = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

interface OwnKey {
  readonly id: string
  readonly key: Buffer
  readonly since: number
}

/** Seals with a key of this process, opens with those of all. */
export function createSeal(keys: SpoolKeys, clock: Clock): Seal {
  const known = new Map<string, Buffer>()
  let own: OwnKey | undefined
  let making: Promise<OwnKey> | undefined

  const make = async (now: number): Promise<OwnKey> => {
    const before = own
    const made = { id: randomUUID(), key: randomBytes(32), since: now }
    try {
      await keys.add({ id: made.id, key: made.key.toString('base64'), until: now + LONGEST_MS })
      if (before) await keys.end(before.id, now)
    } catch (error) {
      if (before && now < before.since + LONGEST_MS) return before
      throw error
    }
    own = made
    return made
  }
  const current = (): Promise<OwnKey> => {
    const now = clock.now()
    if (own && now < own.since + KEY_MS) return Promise.resolve(own)
    making ??= make(now).finally(() => {
      making = undefined
    })
    return making
  }

  return {
    async seal(text) {
      const { id, key } = await current()
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv(ALGORITHM, key, nonce)
      const body = [cipher.update(text, 'utf8'), cipher.final()]
      return { keyId: id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), ...body]) }
    },
    async open({ keyId, bytes }) {
      const key = own?.id === keyId ? own.key : (known.get(keyId) ?? (await found(keys, keyId)))
      known.set(keyId, key)
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE))
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
    },
    async forget(oldest) {
      await keys.forget((oldest ?? clock.now()) - TOLERANCE_MS)
      known.clear()
    },
    async close() {
      if (own) await keys.end(own.id, clock.now())
      own = undefined
    },
  }
}

async function found(keys: SpoolKeys, id: string): Promise<Buffer> {
  const key = await keys.find(id)
  if (key === undefined) throw new Error(`the store has no key ${id} for what lies in the spool`)
  return Buffer.from(key, 'base64')
}
