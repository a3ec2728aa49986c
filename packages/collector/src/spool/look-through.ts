import type { NextMsgRequest, StoredMsg } from '@nats-io/jetstream'
import type { ResolvedSpool } from '../options/read-spool.ts'
import { type PutItem, type SpoolKeys, StoreRefusal } from '../store/ports.ts'
import { connectSpool, LANES, type SpoolConnection, subjectOf } from './connection.ts'
import { itemsOfText } from './message.ts'
import { createSeal, type Seal } from './seal.ts'
import { KEY_HEADER } from './writer.ts'

/** The spool's servers did not answer while somebody looked through it. The message says what to do. */
export class SpoolAway extends StoreRefusal {}

/** What was found in the spool. */
export interface FoundInSpool {
  readonly items: readonly PutItem[]
  /** Messages that cannot be opened now: nobody knows what is in them. */
  readonly unopened: number
}

/** Looks at what lies in the spool and leaves it there. */
export interface SpoolSight {
  /**
   * Finds all wanted items that were acknowledged before the call and are not written into the store yet. An item that is
   * written meanwhile may be missing: who needs all of them looks here first, and into the store afterwards.
   * @throws SpoolAway
   */
  find(isWanted: (item: PutItem) => boolean): Promise<FoundInSpool>
}

/**
 * Connects for looking alone, beside running collectors. The caller closes it.
 * @throws StoreRefusal when the servers cannot be reached
 */
export async function openSpoolSight(
  options: ResolvedSpool,
  keys: SpoolKeys,
): Promise<SpoolSight & { close(): Promise<void> }> {
  const connection = await connectSpool(options)
  const seal = createSeal(keys, { now: () => Date.now() })
  return { ...createSight(connection, options.stream, seal), close: () => connection.nats.close() }
}

/** Makes the sight on a connection. Messages are read one by one: the spool is nearly always empty. */
export function createSight(connection: SpoolConnection, stream: string, seal: Pick<Seal, 'open'>): SpoolSight {
  return {
    async find(isWanted) {
      const items: PutItem[] = []
      let unopened = 0
      for await (const message of messagesOf(connection, stream)) {
        const opened = await opensTo(seal, message)
        if (opened) items.push(...opened.filter(isWanted))
        else unopened += 1
      }
      return { items, unopened }
    },
  }
}

/** All messages that lie in a stream at this moment, in no order of time across lanes. */
async function* messagesOf({ manager }: SpoolConnection, stream: string): AsyncGenerator<StoredMsg> {
  const { first_seq, last_seq } = (await answered(manager.streams.info(stream))).state
  for (const lane of LANES) {
    let seq = first_seq
    while (seq <= last_seq) {
      const next: NextMsgRequest & { seq: number } = { seq, next_by_subj: subjectOf(stream, lane) }
      const message = await answered(manager.streams.getMessage(stream, next))
      if (!message || message.seq > last_seq) break
      yield message
      seq = message.seq + 1
    }
  }
}

async function answered<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new SpoolAway(`the spool could not be looked through: look at the NATS servers, then try again (${said})`, {
      cause,
    })
  }
}

/** The items of a message; `undefined`: its key is not here, or a newer program wrote it. */
async function opensTo(seal: Pick<Seal, 'open'>, message: StoredMsg): Promise<readonly PutItem[] | undefined> {
  try {
    const keyId = message.header.get(KEY_HEADER)
    return itemsOfText(await seal.open({ keyId, bytes: message.data }))
  } catch {
    return undefined
  }
}
