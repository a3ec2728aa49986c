import type { Shop } from '../widget/site.ts'

const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--soft:#59636e;--line:#d8dde3;--box:#f5f6f8}
@media(prefers-color-scheme:dark){:root{--paper:#15181c;--ink:#e8eaed;--soft:#a2abb5;--line:#343a42;--box:#1e2227}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/24px "Noto Sans",system-ui,sans-serif}
header{display:flex;justify-content:space-between;padding:16px 24px;border-bottom:1px solid var(--line)}
main{max-width:1040px;margin:auto;padding:24px}
h1{margin:0 0 8px;font-size:28px;line-height:36px}
h2{margin:24px 0 8px;font-size:18px}
p{margin:0 0 12px;color:var(--soft)}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:16px;margin:0;padding:0;list-style:none}
li{padding:16px;border:1px solid var(--line);border-radius:8px;background:var(--box)}
li::before{content:"";display:block;height:72px;margin-bottom:12px;border-radius:6px;background:var(--line)}`

const things = ['Moon teapot, 48 €', 'Sencha, 100 g, 14 €', 'Two cups, 26 €', 'Tea towel, 12 €', 'Strainer, 9 €']

/** The thank-you page of a shop that follows the system's colours: every product stands on it. */
export const thankYouPage: Shop = (
  head,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Leaf &amp; Clay</title><style>${STYLE}</style>${head}
<header><b>Leaf &amp; Clay</b><span>Basket</span></header>
<main><h1>Thank you for your order</h1><p>Order A-10432 is paid. The parcel leaves tomorrow and arrives by Thursday. A receipt is on its way to your e-mail.</p>
<h2>What you bought</h2><ul>${things.map((thing) => `<li>${thing}</li>`).join('')}</ul>
<h2>Delivery</h2><p>By post to Linden Street 12. You can change the address until this evening.</p></main>`
