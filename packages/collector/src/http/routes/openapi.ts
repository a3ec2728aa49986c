import { z } from 'zod'
import type { Api } from '../api/api.ts'
import { documentOf } from '../api/document.ts'
import { NOTHING } from '../api/route.ts'

/** `GET /openapi.json` */
export function openapiRoutes(api: Api): void {
  let made: object | undefined
  api.add(
    {
      method: 'get',
      path: '/openapi.json',
      summary: 'This description',
      may: 'anyone',
      asks: NOTHING,
      replies: { 200: { description: 'OpenAPI 3.1', json: z.looseObject({ openapi: z.string() }) } },
    },
    (c) => {
      made ??= documentOf(api.routes)
      return c.json(made)
    },
  )
}
