import type { Hono } from 'hono'
import { openapi } from '../openapi.ts'

/** `GET /openapi.json` */
export function openapiRoutes(app: Hono): void {
  app.get('/openapi.json', (c) => c.json(openapi))
}
