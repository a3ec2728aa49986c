import type { Context } from 'hono'
import { html, raw } from 'hono/html'

/** Markup in which every text was escaped. */
export type Markup = ReturnType<typeof html>

/** A page as a reply. */
export type Html = Response | Promise<Response>

/** Languages of the collector's own pages. */
export type PageLocale = 'en' | 'ru'

/** The reader's language: `?lang=`, then `Accept-Language`, then English. */
export function pageLocale(c: Context): PageLocale {
  const asked = c.req.query('lang') ?? c.req.header('accept-language') ?? ''
  const first = asked
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((tag) => tag === 'en' || tag === 'ru')
  return first === 'ru' ? 'ru' : 'en'
}

/** What a page is made of. */
export interface PageParts {
  readonly title: string
  readonly locale: PageLocale
  readonly body: unknown
  /** Our own script files. */
  readonly scripts?: readonly string[]
  /** Further markup in the head. */
  readonly head?: unknown
  readonly bodyClass?: string
}

/** A complete page: nothing inline, nothing from elsewhere, as the headers of every reply demand. */
export function page(c: Context, parts: PageParts, status: 200 | 401 | 403 | 404 | 422 | 429 | 503 = 200): Html {
  const scripts = (parts.scripts ?? []).map((src) => raw(`<script src="${src}" defer></script>`))
  return c.html(
    html`<!doctype html>
<html lang="${parts.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${parts.title}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/page.css">
${parts.head ?? ''}${scripts}
</head>
<body class="${parts.bodyClass ?? ''}">
${parts.body}
</body>
</html>`,
    status,
  )
}
