import type { ProjectConfig } from '@frankly/core'
import type { Settings } from './settings.ts'
import { untouchedFetch } from './untouched-fetch.ts'

/** Asks the collector; the browser's own cache keeps it (`ETag`), so that nothing of ours is stored. */
export async function fetchConfig({ host, project }: Settings): Promise<ProjectConfig> {
  const url = `${host}/v1/projects/${encodeURIComponent(project)}/config`
  const init = { credentials: 'omit' } as const
  const ask = async (): Promise<Response> => fetch(url, init)
  const reply = await ask().catch(() => untouchedFetch(url, init))
  return reply.ok ? reply.json() : Promise.reject(new Error(`HTTP ${reply.status}`))
}
