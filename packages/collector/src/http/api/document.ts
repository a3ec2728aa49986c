import { z } from 'zod'
import { createDocument, type ZodOpenApiContentObject, type ZodOpenApiOperationObject } from 'zod-openapi'
import type { AnyRoute } from './api.ts'
import type { Reply } from './route.ts'
import { Problem } from './shapes.ts'

/** Staff: a program by its token, a person by the session that the sign-in began. */
const STAFF = [{ bearer: [] }, { session: [] }]

/** The routes as OpenAPI 3.1 describes them. `x-frankly-may` names the permission, `x-frankly-reach` the `whole`. */
export function documentOf(routes: readonly AnyRoute[]): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Frankly collector', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'frankly_session' },
      },
    },
  })
}

function operationOf({ summary, description, may, reach, asks, raw, replies }: AnyRoute): ZodOpenApiOperationObject {
  const { params, query, json, form } = asks.shape
  const bodies = {
    ...(json instanceof z.ZodType ? { 'application/json': { schema: json } } : {}),
    ...(form instanceof z.ZodType ? { 'application/x-www-form-urlencoded': { schema: form } } : {}),
    ...Object.fromEntries(Object.entries(raw ?? {}).map(([type, schema]) => [type, schema ? { schema } : {}])),
  }
  const isStaff = may !== 'anyone' && may !== 'own-page'
  return {
    summary,
    ...(description === undefined ? {} : { description }),
    ...(isStaff ? { security: STAFF } : {}),
    'x-frankly-may': may,
    ...(reach === undefined ? {} : { 'x-frankly-reach': reach }),
    requestParams: {
      ...(params instanceof z.ZodObject ? { path: params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
    },
    ...(Object.keys(bodies).length > 0 ? { requestBody: { content: bodies } } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(replies).map(([status, reply]) => [status, responseOf(reply)])),
      default: { description: 'RFC 9457', content: { 'application/problem+json': { schema: Problem } } },
    },
  }
}

function responseOf({ description, json, types = [] }: Reply): {
  description: string
  content?: ZodOpenApiContentObject
} {
  const content = {
    ...(json ? { 'application/json': { schema: json } } : {}),
    ...Object.fromEntries(types.map((type) => [type.split(';')[0], {}])),
  }
  return { description, ...(Object.keys(content).length > 0 ? { content } : {}) }
}
