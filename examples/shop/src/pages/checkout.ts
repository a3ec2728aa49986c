import { COURIER } from '../catalogue.ts'
import { CURRENCY, type Language, money, path } from '../language.ts'
import { TEXTS } from '../texts.ts'

function field(id: string, label: string, attributes: string, error: string, help = ''): string {
  const helpId = help === '' ? '' : `${id}-help `
  return `<div class="field"><label for="${id}">${label}</label>
<input id="${id}" name="${id}" required aria-describedby="${helpId}${id}-error" ${attributes}>
${help === '' ? '' : `<p class="help" id="${id}-help">${help}</p>`}<p class="error" id="${id}-error" data-message="${error}"></p></div>`
}

function option(group: string, value: string, label: string, note: string, checked: boolean): string {
  return `<label class="option"><input type="radio" name="${group}" value="${value}"${checked ? ' checked' : ''}><span><b>${label}</b><small>${note}</small></span></label>`
}

/** Basket page: the lines are drawn by the script, for they live in the customer's browser. */
export function basket(language: Language): string {
  const t = TEXTS[language]
  return `<div class="wide narrow"><h1>${t.basketTitle}</h1><div data-basket-lines></div>
<div data-basket-empty hidden><p class="lead">${t.basketEmpty}</p><a class="button" href="${path(language, '')}">${t.backHome}</a></div>
<div class="totals" data-basket-totals hidden><p><span>${t.subtotal}</span><b data-subtotal></b></p>
<a class="button" href="${path(language, 'checkout.html')}">${t.toCheckout}</a></div></div>`
}

/** Checkout: a plain form with a way to skip the typing. */
export function checkout(language: Language): string {
  const t = TEXTS[language]
  const currency = CURRENCY[language]
  return `<div class="wide"><h1>${t.checkoutTitle}</h1>
<div data-basket-empty hidden><p class="lead">${t.basketEmpty}</p><a class="button" href="${path(language, '')}">${t.backHome}</a></div>
<div class="checkout" data-checkout hidden>
<form novalidate data-checkout-form>
<aside class="demo" aria-labelledby="demo-h"><div><h2 id="demo-h">${t.demoTitle}</h2><p>${t.demoText}</p></div>
<button type="button" class="button" data-demo>${t.demoButton}</button></aside>
<div class="errors" role="alert" data-errors hidden><h2>${t.errorsTitle}</h2><ul></ul></div>
<fieldset><legend>${t.contactLegend}</legend><div class="row">
${field('name', t.name, 'autocomplete="name"', t.errName)}
${field('email', t.email, 'type="email" autocomplete="email" inputmode="email"', t.errEmail, t.emailHelp)}</div></fieldset>
<fieldset><legend>${t.addressLegend}</legend><div class="row">
${field('street', t.street, 'autocomplete="street-address"', t.errStreet)}
${field('city', t.city, 'autocomplete="address-level2"', t.errCity)}</div></fieldset>
<fieldset><legend>${t.deliveryLegend}</legend><div class="row">
${option('delivery', 'courier', `${t.courier}, ${money(COURIER[currency], currency, language)}`, t.courierNote, true)}
${option('delivery', 'pickup', `${t.pickup}, ${t.free}`, t.pickupNote, false)}</div></fieldset>
<fieldset><legend>${t.paymentLegend}</legend><div class="row">
${option('payment', 'delivery', t.payOnDelivery, t.payOnDeliveryNote, true)}
${option('payment', 'card', t.payCard, t.payCardNote, false)}</div></fieldset>
<button type="submit" class="button">${t.placeOrder}</button></form>
<section class="summary" aria-labelledby="summary-h"><h2 id="summary-h">${t.orderSummary}</h2><div data-summary></div></section>
</div></div>`
}

/**
 * The thank-you page. The last line is all that a shop pastes in: the address of the collector is
 * put in by the server at serve time.
 */
export function thankYou(language: Language): { main: string; end: string } {
  const t = TEXTS[language]
  return {
    main: `<div class="wide narrow thanks"><div data-order hidden>
<p class="eyebrow">${t.orderNumber} <span data-order-id></span></p><h1>${t.thanksTitle}<span data-order-name></span>!</h1>
<p class="lead">${t.thanksLead}</p>
<ol class="steps"><li class="done">${t.stepOrdered}</li><li>${t.stepPacked}</li><li>${t.stepOnWay}</li></ol>
<section class="summary" aria-label="${t.orderSummary}"><div data-summary></div></section>
<p>${t.receiptTo} <b data-order-email></b>.</p>
<aside class="tip"><h2>${t.brewTitle}</h2><p>${t.brewText}</p></aside></div>
<div data-no-order hidden><h1>${t.thanksTitle}</h1><p class="lead">${t.noOrder}</p></div>
<p><a class="button quiet" href="${path(language, '')}">${t.backHome}</a></p></div>`,
    end: `<script async src="__COLLECTOR__/frankly.js" data-project="pk_demo" data-locale="${language}"></script>
`,
  }
}
