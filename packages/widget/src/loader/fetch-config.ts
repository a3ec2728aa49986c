import type { ProjectConfig } from '@frankly/core'
import type { Settings } from './settings.ts'

/** Asks the collector; the browser's own cache keeps it (`ETag`), so that nothing of ours is stored. */
export async function fetchConfig({ host, project }: Settings): Promise<ProjectConfig> {
  const reply = await fetch(`${host}/v1/projects/${encodeURIComponent(project)}/config`, { credentials: 'omit' })
  return reply.ok ? reply.json() : Promise.reject(new Error(`HTTP ${reply.status}`))
}
