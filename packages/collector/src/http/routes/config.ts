import { hash } from 'node:crypto'
import type { ProjectConfig } from '@frankly/core'
import { z } from 'zod'
import { problem } from '../../ingest/problems.ts'
import { splitKey } from '../../surveys/links.ts'
import type { Api } from '../api/api.ts'
import { publicProject } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'
import { openedHere, openProject } from '../project.ts'

/** `GET /v1/projects/{key}/config`: everything the widget needs, full quotas included, revalidated by its `ETag`. */
export function configRoutes(api: Api, deps: Deps): void {
  const known = new Map<string, Body>()
  api.add(
    {
      method: 'get',
      path: '/v1/projects/{key}/config',
      summary: 'Surveys, look and policy of a project',
      may: 'anyone',
      asks: z.object({ params: publicProject }),
      replies: {
        200: { description: 'ProjectConfig', json: z.looseObject({ project: z.string() }) },
        304: { description: 'unchanged' },
      },
    },
    async (c) => {
      const project = openProject(c, deps)
      if ('problem' in project) return problemReply(c, project.problem)
      if (splitKey(c.req.param('key') ?? '').pass !== undefined) {
        const opened = await openedHere(c, deps, project)
        if (!opened) return problemReply(c, problem('link_ended'))
        c.header('cache-control', 'no-store')
        return c.json({ ...project.config, surveys: [opened.survey] })
      }
      const fullQuotas = await fullOf(deps, project.key)
      const full = JSON.stringify(fullQuotas)
      const last = known.get(project.key)
      const now =
        last && last.full === full && last.config === project.config ? last : bodyOf(project.config, fullQuotas, full)
      known.set(project.key, now)
      const headers = {
        etag: now.etag,
        'cache-control': 'public, max-age=60, stale-while-revalidate=86400',
        vary: 'Origin',
      }
      if (c.req.header('if-none-match')?.includes(now.etag)) return c.body(null, 304, headers)
      return c.body(now.body, 200, { ...headers, 'content-type': 'application/json' })
    },
  )
}

interface Body {
  /** What it was made of. */
  readonly config: ProjectConfig
  readonly body: string
  readonly etag: string
  /** The full quotas in it. */
  readonly full: string | undefined
}

function bodyOf(config: ProjectConfig, fullQuotas: ProjectConfig['fullQuotas'], full: string | undefined): Body {
  const body = JSON.stringify({ ...config, ...(fullQuotas && { fullQuotas }) })
  return { config, body, full, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"` }
}

/** When the store fails, no quota counts as full: questions are still asked. */
async function fullOf({ quotas, log }: Deps, key: string): ReturnType<Deps['quotas']['full']> {
  try {
    return await quotas.full(key)
  } catch (error) {
    log(`store: ${(error as Error).message}`)
    return undefined
  }
}
