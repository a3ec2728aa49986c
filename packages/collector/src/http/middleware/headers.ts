import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const SELF = ["'self'"]
const NONE = ["'none'"]

/**
 * Security headers of every reply; a route may set its own. Pages run nothing inline and nothing from elsewhere, and
 * stand in no frame. The referrer policy keeps addresses to ourselves but lets our own forms name their origin, which
 * `no-referrer` would turn into `null`. No Strict-Transport-Security: it concerns the whole domain of the
 * shop, so whoever holds the certificate decides. A reply that names no lifetime is not cached.
 */
export function headers(): MiddlewareHandler {
  const secure = secureHeaders({
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: NONE,
      scriptSrc: SELF,
      styleSrc: SELF,
      connectSrc: SELF,
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: SELF,
      baseUri: NONE,
      formAction: SELF,
      frameAncestors: NONE,
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    crossOriginResourcePolicy: false,
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    originAgentCluster: false,
  })
  return (c, next) =>
    secure(c, async () => {
      await next()
      if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
    })
}
