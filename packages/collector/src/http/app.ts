import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { problem } from '../ingest/problems.ts'
import { SpoolAway } from '../spool/look-through.ts'
import { troubleOf } from '../store/trouble.ts'
import { createApi } from './api/api.ts'
import type { Context as Deps } from './context.ts'
import { bodies } from './middleware/bodies.ts'
import { cors } from './middleware/cors.ts'
import { headers } from './middleware/headers.ts'
import { createDoor } from './middleware/staff.ts'
import { timed } from './middleware/timed.ts'
import { problemReply } from './problem-reply.ts'
import { accessRoutes } from './routes/access.ts'
import { anonymousRoutes } from './routes/anonymous.ts'
import { answerRoutes } from './routes/answers.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { auditRoutes } from './routes/audit.ts'
import { configRoutes } from './routes/config.ts'
import { contactHistoryRoutes } from './routes/contact-history.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { exportRoutes } from './routes/exports.ts'
import { healthRoutes } from './routes/health.ts'
import { heldRoutes } from './routes/held.ts'
import { impressionRoutes } from './routes/impressions.ts'
import { liveRoutes } from './routes/live.ts'
import { openapiRoutes } from './routes/openapi.ts'
import { outboxRoutes } from './routes/outbox.ts'
import { pageRoutes } from './routes/pages.ts'
import { photoRoutes } from './routes/photos.ts'
import { responseRoutes } from './routes/responses.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { staffRoutes } from './routes/staff.ts'
import { subjectRoutes } from './routes/subjects.ts'
import { surveyRoutes } from './routes/surveys.ts'
import { widgetRoutes } from './routes/widget.ts'

/** What answers requests: `app.request()` for tests, `app.fetch` for a server. @public */
export type App = Hono

/** All routes. Every reply carries CORS headers: without them a page could not even see a refusal. */
export function createApp(deps: Deps): App {
  const app = new Hono()
  app.use(timed(deps), headers(), cors(deps))
  const onMethodNotAllowed = (c: Context, methods: readonly string[]) => {
    const reply = problemReply(c, problem('not_allowed_method', `taken are ${methods.join(', ')}`))
    reply.headers.set('allow', methods.join(', '))
    return reply
  }
  app.use(methodNotAllowed({ app, onMethodNotAllowed }))
  app.use(bodies(deps.options.limits))
  app.onError((error, c) => {
    // Thrown by Hono's middleware; answered by a problem of our own.
    if (error instanceof HTTPException) return error.getResponse()
    // Who sent it went away in the middle: counted, but no line each, or strangers could fill the log.
    if (c.req.raw.signal.aborted) {
      deps.metrics.add('http_aborted_total')
      return problemReply(c, problem('body_unreadable'))
    }
    deps.metrics.add('http_errors_total')
    const trouble = troubleOf(error)
    deps.log(`${c.req.method} ${c.req.routePath}: ${trouble?.message ?? error.message}`)
    // The store, or the spool before it, cannot be reached: the client may try again.
    if (trouble || error instanceof SpoolAway)
      return problemReply(c, problem('store_busy', undefined, { retryAfterMs: 10_000 + deps.random() * 20_000 }))
    return problemReply(c, problem('internal', undefined, { retryAfterMs: 10_000 }))
  })
  app.notFound((c) => problemReply(c, problem('not_found')))
  const api = createApi(app, deps, createDoor(deps))
  healthRoutes(api, deps)
  configRoutes(api, deps)
  responseRoutes(api, deps)
  contactHistoryRoutes(api, deps)
  attachmentRoutes(api, deps)
  erasureRoutes(api, deps)
  openapiRoutes(api)
  signInRoutes(api, deps)
  accessRoutes(api, deps)
  staffRoutes(api, deps)
  outboxRoutes(api, deps)
  answerRoutes(api, deps)
  photoRoutes(api, deps)
  heldRoutes(api, deps)
  exportRoutes(api, deps)
  surveyRoutes(api, deps)
  impressionRoutes(api, deps)
  auditRoutes(api, deps)
  liveRoutes(api, deps)
  subjectRoutes(api, deps)
  anonymousRoutes(api, deps)
  pageRoutes(app, api, deps)
  // Last: it takes any address with a file's ending.
  widgetRoutes(api, deps)
  return app
}
