import { hash } from 'node:crypto'
import { z } from 'zod'
import { isId } from '../../ingest/check-item.ts'
import { imageType } from '../../ingest/image-type.ts'
import { plainPhoto } from '../../ingest/photo/plain-photo.ts'
import { problem } from '../../ingest/problems.ts'
import { createReadingRoom, readCounted } from '../../ingest/read-body.ts'
import { fileQuotas } from '../../options/limits.ts'
import type { Api } from '../api/api.ts'
import { publicProject } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'
import { later, openProject, pay, rangeOf } from '../project.ts'

/** Bytes that cost as much as one request. */
const BYTES_OF_A_REQUEST = 256 * 1024
/** Part of the room for files on their way that one address range may use. */
const SHARE_OF_ONE = 0.25

/**
 * `POST /v1/projects/{key}/attachments?id=…&response=…&name=…`: the bytes of one photo, as a simple request.
 * Idempotent by `id`.
 */
export function attachmentRoutes(api: Api, deps: Deps): void {
  const { limits } = deps.options
  const quotas = fileQuotas(limits)
  const room = createReadingRoom(limits.attachmentBytesAtOnce, limits.attachmentBytesAtOnce * SHARE_OF_ONE)
  api.add(
    {
      method: 'post',
      path: '/v1/projects/{key}/attachments',
      summary: 'Store one picture; idempotent by id',
      may: 'anyone',
      asks: z.object({
        params: publicProject,
        // Checked once the project has let the caller in.
        query: z.object({ id: z.string().optional(), response: z.string().optional(), name: z.string().default('') }),
      }),
      raw: { 'text/plain': undefined, 'application/octet-stream': undefined },
      replies: {
        200: { description: 'Stored', json: z.object({ id: z.string(), status: z.string(), now: z.int() }) },
      },
    },
    async (c, { query: { id, response, name } }) => {
      const project = openProject(c, deps)
      if ('problem' in project) return problemReply(c, project.problem)
      if (!isId(id) || !isId(response)) {
        return problemReply(c, problem('attachment_invalid', 'wanted ?id=UUID&response=UUID&name=…'))
      }
      // Memory is reserved as bytes arrive, so that headers alone, or a slow body, block nobody.
      const place = room.enter(rangeOf(c, deps))
      try {
        const body = await readCounted(c.req.raw, limits.attachmentBytes, place)
        if (body === 'no room') {
          return problemReply(c, problem('store_busy', undefined, { retryAfterMs: 5000 + deps.random() * 25_000 }))
        }
        if ('problem' in body) return problemReply(c, body.problem)
        const tooFast = pay(c, deps, project, body.bytes.byteLength / BYTES_OF_A_REQUEST)
        if (tooFast) return problemReply(c, tooFast)
        const type = imageType(body.bytes)
        if (!type) {
          return problemReply(c, problem('attachment_invalid', 'only JPEG, PNG, WebP, GIF, HEIC and AVIF are taken'))
        }
        const plain = plainPhoto(body.bytes, type)
        if (!plain) return problemReply(c, problem('attachment_invalid', 'the picture is broken, or it moves'))
        const file = {
          project: project.key,
          id,
          responseId: response,
          name: name.replaceAll('\0', '').slice(0, 200),
          type,
          // Of what was sent: a repeat is known even when a later version takes out more.
          hash: hash('sha256', body.bytes),
          receivedAt: deps.clock.now(),
          bytes: plain,
        }
        const status = await deps.store.putAttachment(file, quotas)
        deps.metrics.add('attachments_total', { status })
        // The response may still arrive; then the photo is taken at the next try.
        if (status === 'wait') return problemReply(c, later(deps, 60_000))
        if (status === 'full') {
          return problemReply(c, problem('attachment_invalid', `a response has at most ${limits.responseFiles} files`))
        }
        return c.json({ id, status, now: deps.clock.now() })
      } finally {
        place.leave()
      }
    },
  )
}
