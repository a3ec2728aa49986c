import { picture } from '../art/art.ts'
import { PRODUCTS, type Product } from '../catalogue.ts'
import { CURRENCY, type Language, money, path } from '../language.ts'
import { TEXTS } from '../texts.ts'
import { card } from './card.ts'

/** One thing, up close. */
export function product(item: Product, language: Language): string {
  const t = TEXTS[language]
  const currency = CURRENCY[language]
  const beside = PRODUCTS.filter((other) => other.kind !== item.kind).slice(0, 4)
  return `<div class="wide"><p class="crumbs"><a href="${path(language, '')}">← ${t.backHome}</a></p>
<article class="product tint-${item.tint}"><div class="product-picture">${picture(item.id, 'big')}</div>
<div class="product-words"><p class="eyebrow">${item.kind === 'tea' ? t.teaHeading : t.potteryHeading}</p>
<h1>${item.name[language]}</h1><p class="lead">${item.line[language]}</p>
<p class="price big">${money(item.price[currency], currency, language)}</p>
<button type="button" class="button" data-add="${item.id}">${t.add}</button>
<p>${item.story[language]}</p>
<ul class="facts">${item.facts[language].map((fact) => `<li>${fact}</li>`).join('')}<li>${t.deliveryNote}</li></ul></div></article>
<section class="shelf" aria-labelledby="beside"><h2 id="beside">${t.goodWith}</h2><ul class="cards">${beside
    .map((other) => card(other, language, 'b'))
    .join('')}</ul></section></div>`
}
