import { type Language, path } from '../language.ts'
import { TEXTS } from '../texts.ts'

/** Hashed addresses of the built script and style. */
export interface Assets {
  readonly script: string
  readonly style: string
}

export interface PageParts {
  readonly language: Language
  /** File below the language's root, for example `basket.html`; the first page is the empty string. */
  readonly page: string
  readonly title: string
  readonly main: string
  /** Markup at the very end of the body. */
  readonly end?: string
}

const LOGO = `<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" class="logo"><path d="M6 17c0-6 4-9 10-9s10 3 10 9c0 6-4 9-10 9S6 23 6 17z" fill="currentColor"/><path d="M16 8C14 3 18 1 22 2c0 4-2 6-6 6z" fill="var(--leaf)"/><path d="M25 15c5-1 5 6 0 6" fill="none" stroke="currentColor" stroke-width="2.4"/></svg>`
const BASKET = `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4 9h16l-1.6 10.2a2 2 0 0 1-2 1.8H7.6a2 2 0 0 1-2-1.8zM8 9l3-6m5 6-3-6" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`

/** One whole page. Every value put in comes from the shop's own texts. */
export function layout(parts: PageParts, assets: Assets): string {
  const { language, page } = parts
  const t = TEXTS[language]
  const other: Language = language === 'en' ? 'ru' : 'en'
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#faf4ea" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#1a1613" media="(prefers-color-scheme: dark)">
<title>${parts.title} · ${t.brand}</title>
<meta name="description" content="${t.homeLead}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
<script type="module" src="${assets.script}"></script>
</head>
<body data-language="${language}">
<a class="skip" href="#main">${t.skip}</a>
<header class="top"><div class="wide bar">
<a class="brand" href="${path(language, '')}">${LOGO}<span><b>${t.brand}</b><small>${t.tagline}</small></span></a>
<nav class="sections" aria-label="${t.navAll}"><a href="${path(language, '#tea')}">${t.navTea}</a><a href="${path(language, '#pottery')}">${t.navPottery}</a></nav>
<a class="tongue" data-keep-query href="${path(other, page)}" hreflang="${other}" lang="${other}">${t.otherLanguage}</a>
<a class="basket-link" href="${path(language, 'basket.html')}">${BASKET}<span class="basket-word">${t.basket}</span> <span class="count" data-basket-count hidden></span></a>
</div></header>
<main id="main" tabindex="-1">${parts.main}<noscript><p class="wide note">${t.noscript}</p></noscript></main>
<footer class="foot"><div class="wide"><p>${t.footDemo}</p><p>${t.footMade}</p></div></footer>
<div class="toast" role="status" data-toast></div>
${parts.end ?? ''}</body>
</html>
`
}
