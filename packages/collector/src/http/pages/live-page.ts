import { html } from 'hono/html'
import { liveTexts } from '../../live/texts.ts'
import type { ResolvedOptions } from '../../options.ts'
import type { PageLocale, PageParts } from '../page.ts'

/** The plain live page: an empty shell with templates; `assets/live.js` fills it from the stream. */
export function livePage(locale: PageLocale, options: ResolvedOptions): PageParts {
  const t = liveTexts[locale]
  const other = locale === 'en' ? 'ru' : 'en'
  const shops = [...options.projects.values()].map((project) => project.config.shop).join(', ')
  return {
    title: `${t.title} · Frankly`,
    locale,
    scripts: ['/assets/live.js'],
    bodyClass: 'live',
    body: html`<header class="bar"><div><p class="shop">${shops}</p><h1>${t.title}</h1></div>
<div class="tools"><p id="link" class="link" role="status" data-live="${t.live}" data-waiting="${t.waiting}" data-lost="${t.lost}">${t.waiting}</p>
<a href="/outbox?lang=${locale}">${t.outbox}</a>
<a href="/logout?lang=${locale}">${t.signOut}</a>
<a href="/?lang=${other}" lang="${other}" hreflang="${other}">${t.language}</a></div></header>
<main>
<noscript><p class="note">${t.needsScript}</p></noscript>
<section class="urgent" aria-labelledby="urgent-title"><h2 id="urgent-title">${t.urgent} <span class="count" id="urgent-count">0</span></h2>
<p class="empty">${t.urgentEmpty}</p><ol id="urgent"></ol></section>
<section aria-labelledby="normal-title"><h2 id="normal-title">${t.normal} <span class="count" id="normal-count">0</span></h2>
<p class="empty">${t.normalEmpty}</p><ol id="normal"></ol></section>
</main>
<template id="card"><li><article>
<header><h3></h3><time></time></header>
<p class="flags"><span class="flag complaint">${t.complaint}</span><span class="flag low">${t.low}</span><span class="flag test">${t.test}</span><span class="flag held">${t.quarantine}</span><span class="flag partial">${t.partial}</span><span class="flag dismissed">${t.dismissed}</span></p>
<dl></dl><p class="nothing">${t.noWords}</p>
<footer><span class="shop"></span><span class="order">${t.order} <b></b></span><span class="receipt">${t.receipt} <b></b></span></footer>
</article></li></template>`,
  }
}
