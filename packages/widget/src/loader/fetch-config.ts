import type { ProjectConfig } from '@frankly/core'
import type { Settings } from '../contract/settings.ts'
import type { PlainFetch } from '../page/raw-fetch.ts'

/**
 * Asks the collector; the browser's own cache keeps it (`ETag`), so that nothing of ours is stored.
 * @param rawFetch - loads the browser's own `fetch`, for when the page's fails
 */
export async function fetchConfig(
  { host, project }: Settings,
  rawFetch: () => Promise<PlainFetch>,
): Promise<ProjectConfig> {
  const url = `${host}/v1/projects/${encodeURIComponent(project)}/config`
  const init = { credentials: 'omit' } as const
  // a page's replacement of `fetch` may also throw
  const ask = async () => fetch(url, init)
  const reply = await ask().catch(async () => (await rawFetch())(url, init))
  if (!reply.ok) throw new Error(`HTTP ${reply.status}`)
  return reply.json()
}
