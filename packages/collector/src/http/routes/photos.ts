import type { Context } from 'hono'
import { z } from 'zod'
import type { Reads } from '../../access/reads.ts'
import { problem } from '../../ingest/problems.ts'
import type { AttachmentFacts, StoredAttachment } from '../../store/ports.ts'
import type { Api } from '../api/api.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'
import { thumbnail } from '../thumbnail.ts'

/** File name endings of the image types that are taken. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/avif': 'avif',
}

/** Whatever a photo holds, it runs nothing, is framed by nobody and is taken for no other type. */
const HARMLESS = {
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

const size = z.enum(['small']).optional().meta({ description: '`small`: a WebP of at most 320 px' })
const PHOTO = { 200: { description: 'The bytes', types: ['image/*'] } }

/** Photos for staff: with their sign-in, or by an address that opens one for five minutes. */
export function photoRoutes(api: Api, deps: Deps): void {
  const { store, fileLinks, options } = deps
  /** Of another team's answer: as if it were not here. */
  const seen = async (read: Reads, project: string, id: string): Promise<AttachmentFacts | undefined> => {
    const file = await store.attachmentFacts(project, id)
    return file && (await read.response(project, file.responseId)) ? file : undefined
  }
  const oneOf = z.object({ project: z.string(), id: z.string() })

  api.add(
    {
      method: 'get',
      path: '/v1/attachments/{project}/{id}',
      summary: 'One photo',
      may: 'contacts:read',
      asks: z.object({ params: oneOf, query: z.object({ size }) }),
      replies: PHOTO,
    },
    async (c, { params: { project, id }, query, read }) =>
      photo(c, (await seen(read, project, id)) && (await store.attachment(project, id)), query.size),
  )

  api.add(
    {
      method: 'post',
      path: '/v1/attachments/{project}/{id}/address',
      summary: 'An address that opens this photo for five minutes, without a sign-in',
      may: 'contacts:read',
      asks: z.object({ params: oneOf }),
      replies: {
        200: { description: 'The address', json: z.object({ url: z.string(), expiresAt: z.int() }) },
      },
    },
    async (c, { params: { project, id }, read }) => {
      if (!(await seen(read, project, id))) return problemReply(c, problem('not_found'))
      const { token, expiresAt } = fileLinks.make({ project, id })
      return c.json({ url: `${options.publicUrl ?? new URL(c.req.url).origin}/f/${token}`, expiresAt })
    },
  )

  api.add(
    {
      method: 'get',
      path: '/f/{token}',
      summary: 'A photo by an address that somebody of the staff was given',
      may: 'anyone',
      asks: z.object({ params: z.object({ token: z.string().max(600) }), query: z.object({ size }) }),
      replies: PHOTO,
    },
    async (c, { params: { token }, query }) => {
      const file = fileLinks.read(token)
      return photo(c, file && (await store.attachment(file.project, file.id)), query.size)
    },
  )
}

async function photo(c: Context, file: StoredAttachment | undefined, size?: 'small'): Promise<Response> {
  // A type that intake does not take cannot be here; were it, no browser should be given it.
  const ending = file && Object.hasOwn(ENDINGS, file.type) ? ENDINGS[file.type] : undefined
  if (!file || ending === undefined) return problemReply(c, problem('not_found'))
  const small = size === 'small' ? await thumbnail(file.bytes) : undefined
  if (small) {
    const shown = { 'content-type': 'image/webp', 'content-disposition': 'inline' }
    return c.body(new Uint8Array(small), 200, { ...HARMLESS, ...shown })
  }
  const saved = {
    'content-type': file.type,
    'content-disposition': `attachment; filename="photo-${file.id}.${ending}"`,
  }
  return c.body(new Uint8Array(file.bytes), 200, { ...HARMLESS, ...saved })
}
