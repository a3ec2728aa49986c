import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** What a rival's receiver keeps its posts on: SQLite as our collector has it, a commit for each. */
export interface Disk {
  /** Reads a body, writes it to the disk, and then calls `then`. */
  keep(request: IncomingMessage, then: () => void): void
  close(): void
}

/** Makes one below the system's folder for temporary files; `close` removes it. */
export function openDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-bench-'))
  const base = new DatabaseSync(join(folder, 'posts.db'))
  base.exec('pragma journal_mode=wal; pragma synchronous=full; create table posts (id integer primary key, body blob)')
  const insert = base.prepare('insert into posts (body) values (?)')
  return {
    keep(request, then) {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        insert.run(Buffer.concat(parts))
        then()
      })
    },
    close() {
      base.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
