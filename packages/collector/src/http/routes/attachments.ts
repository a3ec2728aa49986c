import { hash } from 'node:crypto'
import type { Hono } from 'hono'
import type { Context as Deps } from '../../context.ts'
import { isId } from '../../ingest/check-item.ts'
import { imageType } from '../../ingest/image-type.ts'
import { problem } from '../../ingest/problems.ts'
import { readBytes } from '../../ingest/read-body.ts'
import { problemReply } from '../problem-reply.ts'
import { openProject } from '../project.ts'

/**
 * `POST /v1/projects/{key}/attachments?id=…&response=…&name=…`: the bytes of one photo, as a simple request.
 * Idempotent by `id`.
 */
export function attachmentRoutes(app: Hono, deps: Deps): void {
  const { limits } = deps.options
  let receiving = 0
  app.post('/v1/projects/:key/attachments', async (c) => {
    const project = openProject(c, deps)
    if ('problem' in project) return problemReply(c, project.problem)
    const { id, response, name = '' } = c.req.query()
    if (!isId(id) || !isId(response)) {
      return problemReply(c, problem('attachment_invalid', 'wanted ?id=UUID&response=UUID&name=…'))
    }
    if (receiving + limits.attachmentBytes > limits.attachmentBytesAtOnce) {
      return problemReply(c, problem('store_busy', undefined, { retryAfterMs: 5000 + deps.random() * 25_000 }))
    }
    receiving += limits.attachmentBytes
    try {
      const body = await readBytes(c.req.raw, limits.attachmentBytes)
      if ('problem' in body) return problemReply(c, body.problem)
      const type = imageType(body.bytes)
      if (!type) {
        return problemReply(c, problem('attachment_invalid', 'only JPEG, PNG, WebP, GIF, HEIC and AVIF are taken'))
      }
      const status = await deps.store.putAttachment({
        project: project.key,
        id,
        responseId: response,
        name: name.replaceAll('\0', '').slice(0, 200),
        type,
        hash: hash('sha256', body.bytes),
        receivedAt: deps.clock.now(),
        bytes: body.bytes,
      })
      deps.metrics.add('attachments_total', { status })
      return c.json({ id, status, now: deps.clock.now() })
    } finally {
      receiving -= limits.attachmentBytes
    }
  })
}
