import '../style.css'
import { productById } from '../catalogue.ts'
import { type Language, path } from '../language.ts'
import { TEXTS } from '../texts.ts'
import { showBasket } from './basket-page.ts'
import { addOne, type Box, countOf, readBasket } from './basket-store.ts'
import { showCheckout } from './checkout-page.ts'
import { el, find } from './dom.ts'
import { showThanks } from './thank-you-page.ts'

const language = (document.body.dataset['language'] ?? 'en') as Language
const t = TEXTS[language]
const box: Box = window.localStorage
const random = (below: number) => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below

function showCount(): void {
  const badge = find('data-basket-count')
  if (badge === null) return
  const count = countOf(readBasket(box))
  badge.hidden = count === 0
  badge.textContent = String(count)
}

function toast(productId: string): void {
  const name = productById(productId)?.name[language] ?? ''
  const close = () => find('data-toast')?.replaceChildren()
  const shut = el('button', { type: 'button', class: 'toast-close', 'aria-label': t.close }, '×')
  shut.addEventListener('click', close)
  find('data-toast')?.replaceChildren(
    el(
      'div',
      { class: 'toast-card' },
      el('p', {}, `${t.added} ${name}`),
      el('a', { class: 'button', href: path(language, 'checkout.html') }, t.toCheckout),
      el('a', { href: path(language, 'basket.html') }, t.toBasket),
      shut,
    ),
  )
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-add]') : null
  const id = button?.dataset['add']
  if (id === undefined) return
  addOne(box, id)
  showCount()
  toast(id)
})

// the order number lives in the query: the other language shows the same order
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-keep-query]')) link.search = location.search

// a basket changed in another tab
window.addEventListener('storage', showCount)

showCount()
showBasket(box, language, showCount)
showCheckout(box, language, random)
showThanks(box, language)
