import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ItemResult } from '@frankly/core/wire'
import { type CollectorProcess, STAFF_TOKEN, startCollector } from '@frankly/testing'
import { afterEach } from 'vitest'
import { type OpenStore, openStore } from '../../src/store/store.ts'
import { survey } from './start.ts'

const folders: string[] = []
const running: { kill(): Promise<void> }[] = []

afterEach(async () => {
  for (const each of running.splice(0)) await each.kill()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A real collector process and ways to be unkind to it. */
export interface Target extends CollectorProcess {
  /** Posts to the project as a caller of this address. */
  post(path: string, body: string | Uint8Array<ArrayBuffer>, address?: string): Promise<Response>
  /** Posts responses; gives their results. */
  send(items: readonly unknown[], address?: string): Promise<readonly ItemResult[]>
  /** Reads what is for staff only. */
  staff<T>(path: string): Promise<T>
  metric(name: string): Promise<number>
}

/** What a test chooses. */
export interface TargetOptions {
  readonly dataDir?: string
  readonly limits?: object
  readonly project?: object
  readonly options?: object
  /** Callers are told apart by `X-Forwarded-For`. Default `true`. */
  readonly proxied?: boolean
  readonly args?: readonly string[]
}

/** A folder of this test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'frankly-attack-'))
  folders.push(made)
  return made
}

/** Starts one; ended after the test. */
export async function startTarget(given: TargetOptions = {}): Promise<Target> {
  const { limits = {}, project = {}, options = {}, proxied = true, args = [] } = given
  const dataDir = given.dataDir ?? folder()
  const configFile = join(folder(), 'frankly.config.json')
  const projects = {
    pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey], spam: { fasterThanMs: 0 }, ...project },
  }
  const staff = { token: { env: 'FRANKLY_STAFF_TOKEN' } }
  const proxies = proxied ? { trustedProxies: ['127.0.0.1'] } : {}
  writeFileSync(configFile, JSON.stringify({ staff, ...proxies, limits, projects, ...options }))
  const collector = await startCollector({ configFile, dataDir, args })
  running.push(collector)
  const post: Target['post'] = (path, body, address = '192.0.2.1') =>
    fetch(`${collector.url}/v1/projects/pk_demo/${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain', 'x-forwarded-for': address },
    })
  const headers = { authorization: `Bearer ${STAFF_TOKEN}` }
  return {
    ...collector,
    post,
    async send(items, address) {
      const reply = await post('responses', JSON.stringify({ sentAt: Date.now(), items }), address)
      if (reply.status !== 200) throw new Error(`${reply.status} ${await reply.text()}`)
      return ((await reply.json()) as { results: ItemResult[] }).results
    },
    async staff<T>(path: string) {
      return (await (await fetch(`${collector.url}${path}`, { headers })).json()) as T
    },
    async metric(name) {
      const text = await (await fetch(`${collector.url}/metrics`, { headers })).text()
      return Number(new RegExp(`^frankly_${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0)
    },
  }
}

/** Opens the store of a folder while no collector runs on it. */
export async function withStore<T>(
  dataDir: string,
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  const options: OpenStore = { url: `sqlite:${join(dataDir, 'frankly.sqlite')}`, now: Date.now() }
  const store = await openStore(options)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** All bytes of all files of a folder. */
export function bytesOf(dataDir: string): Buffer {
  return Buffer.concat(readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name))))
}

/** Waits until something is so. */
export async function until(what: () => boolean | Promise<boolean>, ms: number = 60_000): Promise<boolean> {
  const end = Date.now() + ms
  for (;;) {
    if (await what()) return true
    if (Date.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
