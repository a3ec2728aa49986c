import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Context } from './context.ts'

/** Whether requests should come here now, part by part: `ok`, or why not. */
export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<string, string>>
}

/** Below it a disk is called full before it is, bytes. */
const LEAST_FREE = 64 * 1024 * 1024
/** Who asks waits no longer, ms. */
const PATIENCE_MS = 3000

/** Asks every part that a post needs: store, its tables, its disk, the spool. */
export async function readinessOf({ store, spool, options, isLeaving }: Context): Promise<Readiness> {
  const file = /^sqlite:(?!:memory:)(.+)$/.exec(options.store)?.[1]
  const asked: Record<string, Promise<string | undefined>> = {
    process: Promise.resolve(isLeaving() ? 'closing' : undefined),
    store: store.ping().then(() => undefined),
    tables: store
      .pending()
      .then((steps) => (steps > 0 ? `${steps} migrations are not taken: run "frankly migrate"` : undefined)),
    ...(file ? { disk: diskOf(dirname(file)) } : {}),
    ...(spool ? { spool: spool.ping().then(() => undefined) } : {}),
  }
  const told = Object.entries(asked).map(async ([name, asking]) => [name, await inTime(asking)] as const)
  const checks = Object.fromEntries(await Promise.all(told))
  return { ready: Object.values(checks).every((said) => said === 'ok'), checks }
}

/** No word of an error itself: it may name hosts and users, and everybody may ask. */
async function inTime(asking: Promise<string | undefined>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'does not answer')
  })
  const said = asking.then(
    (trouble) => trouble ?? 'ok',
    () => 'does not answer',
  )
  return Promise.race([said, late]).finally(() => clearTimeout(timer))
}

/** Room on a disk. @returns why it is too little */
export async function diskOf(folder: string): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  return free < LEAST_FREE
    ? `${Math.floor(free / 1_048_576)} MiB left, wanted at least ${LEAST_FREE / 1_048_576}`
    : undefined
}
