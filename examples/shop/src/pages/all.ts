import { PRODUCTS } from '../catalogue.ts'
import { LANGUAGES, path } from '../language.ts'
import { TEXTS } from '../texts.ts'
import { basket, checkout, thankYou } from './checkout.ts'
import { home } from './home.ts'
import { type Assets, layout } from './layout.ts'
import { product } from './product.ts'

export interface BuiltPage {
  /** Path below `dist`. */
  readonly file: string
  readonly html: string
}

/** Every page in every language. */
export function allPages(assets: Assets): readonly BuiltPage[] {
  return LANGUAGES.flatMap((language) => {
    const t = TEXTS[language]
    const build = (page: string, title: string, main: string, end = ''): BuiltPage => ({
      file: path(language, page === '' ? 'index.html' : page).slice(1),
      html: layout({ language, page, title, main, end }, assets),
    })
    const thanks = thankYou(language)
    return [
      build('', t.homeTitle, home(language)),
      ...PRODUCTS.map((item) => build(`products/${item.id}.html`, item.name[language], product(item, language))),
      build('basket.html', t.basketTitle, basket(language)),
      build('checkout.html', t.checkoutTitle, checkout(language)),
      build('thank-you.html', t.thanksTitle, thanks.main, thanks.end),
      build(
        '404.html',
        t.notFoundTitle,
        `<div class="wide narrow"><h1>${t.notFoundTitle}</h1><p class="lead">${t.notFoundText}</p><a class="button" href="${path(language, '')}">${t.backHome}</a></div>`,
      ),
    ]
  })
}
