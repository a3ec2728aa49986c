import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Running, runIn, startIn, writeFiles } from './folder.ts'

/** `frankly serve` of an installed collector. */
export interface ServedCollector extends Running {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly port: number
  /** Its stored responses, oldest first. */
  stored(): Promise<readonly StoredRow[]>
}

/** One line of `frankly export --format ndjson`. */
export interface StoredRow {
  readonly project: string
  readonly id: string
  readonly surveyId: string
  readonly status: string
  readonly lane: string
  readonly test: boolean
  /** Why it is not counted; absent or `null` when it is. */
  readonly quarantine?: string | null
  readonly response: {
    readonly id: string
    readonly status: string
    readonly revision: number
    readonly answers: Readonly<Record<string, { readonly kind: string; readonly [field: string]: unknown }>>
    readonly context: { readonly order?: { readonly orderId?: string } }
  }
}

/** What may be chosen of a served collector. */
export interface ServeChoice {
  /** Configuration. Default: what `frankly init --key pk_demo` writes, with no time limit, since a test answers quickly. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Default: `data` in the folder. */
  readonly data?: string
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
}

/** Starts `frankly serve` from the folder's own node_modules, on a free port, and reads its store through `frankly export`. */
export async function serveIn(folder: string, choice: ServeChoice = {}): Promise<ServedCollector> {
  const data = join(folder, choice.data ?? 'data')
  const config = `${data}.json`
  if (choice.config) writeFiles('/', { [config]: JSON.stringify(choice.config) })
  else if (!existsSync(config)) {
    await runIn(folder, `./node_modules/.bin/frankly init --key pk_demo --file '${config}'`)
    const written = JSON.parse(readFileSync(config, 'utf8'))
    written.projects.pk_demo.spam = { fasterThanMs: 0 }
    writeFiles('/', { [config]: JSON.stringify(written) })
  }
  const flags = `--data '${data}' --config '${config}'`
  const options = choice.env ? { env: choice.env } : {}
  const running = await startIn(
    folder,
    `./node_modules/.bin/frankly serve --port 0 ${flags} ${(choice.args ?? []).join(' ')}`,
    /frankly collector listening on (http:\/\/\S+)/,
    options,
  )
  return {
    ...running,
    url: running.match,
    port: Number(new URL(running.match).port),
    async stored() {
      const lines = await runIn(folder, `./node_modules/.bin/frankly export --format ndjson ${flags}`, options)
      return lines
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as StoredRow)
    },
  }
}

/** What counts in reports: complete, no trial, not held back. */
export function counted(rows: readonly StoredRow[]): readonly StoredRow[] {
  return rows.filter((row) => row.status === 'completed' && !row.test && !row.quarantine)
}
