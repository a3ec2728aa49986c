import type { ProjectConfig } from '@frankly/core'
import type { Settings } from '../contract/settings.ts'
import type { Ask } from '../page/untouched-fetch.ts'

/**
 * Asks the collector; the browser's own cache keeps it (`ETag`), so that nothing of ours is stored.
 * @param past - gives a way past a page's own `fetch`, when that fails
 */
export async function fetchConfig({ host, project }: Settings, past: () => Promise<Ask>): Promise<ProjectConfig> {
  const url = `${host}/v1/projects/${encodeURIComponent(project)}/config`
  const init = { credentials: 'omit' } as const
  // what stands in place of `fetch` may also throw
  const ask = async () => fetch(url, init)
  const reply = await ask().catch(async () => (await past())(url, init))
  if (!reply.ok) throw new Error(`HTTP ${reply.status}`)
  return reply.json()
}
