import { hero } from '../art/hero.ts'
import { type Kind, PRODUCTS } from '../catalogue.ts'
import type { Language } from '../language.ts'
import { TEXTS } from '../texts.ts'
import { card } from './card.ts'

/** The first page: what we are, and the shelf. */
export function home(language: Language): string {
  const t = TEXTS[language]
  const shelf = (kind: Kind, heading: string) => `<section id="${kind}" class="wide shelf" aria-labelledby="${kind}-h">
<h2 id="${kind}-h">${heading}</h2>
<ul class="cards">${PRODUCTS.filter((product) => product.kind === kind)
    .map((product) => card(product, language, 'c'))
    .join('')}</ul></section>`
  return `<section class="hero wide"><div class="hero-words">
<p class="eyebrow">${t.homeEyebrow}</p><h1>${t.homeTitle}</h1><p class="lead">${t.homeLead}</p>
<a class="button" href="#pottery">${t.homeCta}</a>
<ul class="promises">${t.homePromises.map((promise) => `<li>${promise}</li>`).join('')}</ul></div>
<div class="hero-picture">${hero()}</div></section>
${shelf('pottery', t.potteryHeading)}${shelf('tea', t.teaHeading)}
<section class="makers"><div class="wide"><h2>${t.makersTitle}</h2><p>${t.makersText}</p></div></section>`
}
