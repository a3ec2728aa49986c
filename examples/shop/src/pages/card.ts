import { picture } from '../art/art.ts'
import type { Product } from '../catalogue.ts'
import { CURRENCY, type Language, money, path } from '../language.ts'
import { TEXTS } from '../texts.ts'

/** A product on the shelf. */
export function card(product: Product, language: Language, place: string): string {
  const t = TEXTS[language]
  const currency = CURRENCY[language]
  return `<li class="card tint-${product.tint}">
<div class="card-picture">${picture(product.id, place)}</div>
<div class="card-words"><h3><a href="${path(language, `products/${product.id}.html`)}">${product.name[language]}</a></h3>
<p>${product.line[language]}</p></div>
<div class="card-buy"><span class="price">${money(product.price[currency], currency, language)}</span>
<button type="button" class="button quiet" data-add="${product.id}" aria-label="${t.add}: ${product.name[language]}">${t.add}</button></div></li>`
}
