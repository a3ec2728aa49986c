import { join, resolve } from 'node:path'
import { FeedbackError } from '../model/errors.ts'
import { createLayeredJournal } from '../platform/layered-journal.ts'
import { createMemoryJournal } from '../platform/memory-journal.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import type { KeyValueStore, Logger, Platform } from '../platform/platform.ts'
import { safeLogger } from '../platform/safe-logger.ts'
import { createNodeJournal, RECORDS } from './node-journal.ts'
import { createNodeLocks, LOCKS } from './node-locks.ts'
import { createSharedFile, type SharedFile } from './shared-file.ts'

/** Options of {@link createNodePlatform}. @public */
export interface NodePlatformOptions {
  /**
   * Folder for `frankly.sqlite`: answers that have not arrived, drafts, what was asked. Made at the first need, readable
   * by its owner only. Several processes of one machine may share it; it must not lie on a network drive.
   */
  readonly folder: string
  /** Default: silent. */
  readonly log?: Partial<Logger>
}

const VALUES = 'create table if not exists small_values (name text primary key, value text) without rowid;'

/**
 * The platform of a Node program: answers are on the disk (written through, one transaction each) before you are told
 * so, and are sent by the next client with this folder if this one ends. A folder that cannot be used leaves memory, and
 * results that say so. Needs Node 22.16 or newer, for `node:sqlite`.
 * Builds nothing and opens nothing until it is used.
 * @throws FeedbackError `option-invalid` when no folder is named
 * @example
 * ```ts
 * const platform = createNodePlatform({ folder: './feedback' })
 * const client = createClient({ project: 'pk_shop', surveys: [survey], transport, platform })
 * ```
 * @public
 */
export function createNodePlatform(options: NodePlatformOptions): Platform {
  const folder: unknown = options?.folder
  if (typeof folder !== 'string' || folder.trim() === '')
    throw new FeedbackError('option-invalid', { path: 'folder', found: folder, wanted: 'the path of a folder' })
  const log = safeLogger(options.log)
  const file = createSharedFile(join(resolve(folder), 'frankly.sqlite'), RECORDS + LOCKS + VALUES, (to) =>
    log.warn(`frankly: a file of unsent answers was damaged and lies now at ${to}`),
  )
  const journal = createLayeredJournal([createNodeJournal(file), createMemoryJournal()], (to, cause) =>
    log.warn(`frankly: stores in ${to} only, since ${folder} cannot be used`, cause),
  )
  const memory = createMemoryPlatform({ log })
  return {
    ...memory,
    journal: { open: async () => journal },
    cache: createValues(file),
    locks: createNodeLocks(file, memory.clock),
  }
}

function createValues(file: SharedFile): KeyValueStore {
  return {
    get: async (name) =>
      file.run((database) => {
        const row = database.prepare('select value from small_values where name = ?').get(name)
        return row && String(row['value'])
      }),
    async set(name, value) {
      file.run((database) =>
        database.prepare('insert or replace into small_values (name, value) values (?, ?)').run(name, value),
      )
    },
    async remove(name) {
      file.run((database) => database.prepare('delete from small_values where name = ?').run(name))
    },
  }
}
