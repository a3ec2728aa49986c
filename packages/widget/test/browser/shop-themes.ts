/** What a public shop theme keeps in the window, by the ways in which it does: written anew, after how they look. */
export interface ShopTheme {
  readonly name: string
  /** Style and body of its thank-you page; what is fixed has `data-fixed`. */
  readonly head: string
  readonly body: string
}

const goods = `<main><h1>Thank you for your order</h1>${'<p>We send a letter when it leaves.</p>'.repeat(60)}</main>`
const style = (css: string): string =>
  `<style>*{box-sizing:border-box}body{margin:0;font:16px sans-serif}${css}</style>`
const onPhones = (css: string): string => `@media(max-width:749px){${css}}@media(min-width:750px){.bar{display:none}}`

/** Five themes: a bar at the bottom of phones, a bubble to chat, a button of the consent platform. */
export const SHOP_THEMES: readonly ShopTheme[] = [
  {
    // a bubble in a shadow root, as a chat of the platform puts it up
    name: 'one-page theme with a sticky basket',
    head: style(
      `header{position:sticky;top:0;height:60px;background:#fff}${onPhones('.bar{position:fixed;inset:auto 0 0;display:flex;padding:12px;background:#fff;z-index:30}')}.prefs{position:fixed;left:16px;bottom:16px;width:44px;height:44px;z-index:40}`,
    ),
    body: `<header>Shop</header>${goods}<div class="bar" data-fixed><button>Add to basket</button></div><button class="prefs" data-fixed>C</button><inbox-chat></inbox-chat>
<script>const r=document.querySelector('inbox-chat').attachShadow({mode:'open'});r.innerHTML='<button data-fixed style="position:fixed;right:20px;bottom:20px;width:60px;height:60px;border-radius:30px;z-index:2147483000">Chat</button>'</script>`,
  },
  {
    name: 'blog theme with a handheld bar of four links',
    head: style(
      `${onPhones('.bar{position:fixed;inset:auto 0 0;height:69px;display:flex;background:#2c2d33;z-index:9999}.bar a{flex:1;color:#fff}')}#chat{position:fixed;right:10px;bottom:10px;width:64px;height:60px;border:0;z-index:100000}@media(max-width:749px){#chat{bottom:80px}}`,
    ),
    body: `${goods}<div class="bar" data-fixed><a href="#">Account</a><a href="#">Search</a><a href="#">Basket</a></div><iframe id="chat" data-fixed title="Chat" srcdoc="Chat"></iframe>`,
  },
  {
    // two bubbles above each other, in a container over the whole window that lets clicks through
    name: 'dense theme with two bubbles',
    head: style(
      `${onPhones('.bar{position:sticky;bottom:0;height:56px;background:#f4f4f4}')}.dock{position:fixed;inset:0;pointer-events:none;z-index:50}.dock div{position:absolute;right:16px;width:52px;height:52px;background:#25d366;pointer-events:auto}`,
    ),
    body: `${goods}<div class="bar" data-fixed><button>Buy again</button></div><div class="dock"><div data-fixed style="bottom:16px">W</div><div data-fixed style="bottom:80px">Chat</div></div>`,
  },
  {
    name: 'classic theme with a back-to-top button and a cookie button',
    head: style(
      `${onPhones('.bar{position:fixed;inset:auto 0 0;height:64px;background:#fff;border-top:1px solid #ddd;z-index:7}')}.top{position:fixed;right:24px;bottom:88px;width:40px;height:40px;z-index:6}.ck{position:fixed;right:24px;bottom:24px;width:48px;height:48px;border-radius:24px;z-index:8}`,
    ),
    body: `${goods}<div class="bar" data-fixed>Total 24.90 <button>Pay</button></div><button class="top" data-fixed>Up</button><button class="ck" id="cookie-preferences" data-fixed>C</button>`,
  },
  {
    // the page scrolls inside an element that is fixed as a whole
    name: 'app-like theme with tabs below',
    head: style(
      `#app{position:fixed;inset:0;overflow:auto;background:#fff}nav{position:fixed;inset:auto 0 0;height:58px;display:flex;background:#fff;border-top:1px solid #ddd}@media(min-width:750px){nav{inset:auto 0 0 auto;width:320px}}nav button{flex:1}`,
    ),
    body: `<div id="app">${goods}<nav data-fixed><button>Home</button><button>Search</button><button>Me</button></nav></div>`,
  },
]

/** Bars that ask for consent, by the names that well-known platforms give them. */
export const CONSENT_BARS: Readonly<Record<string, string>> = {
  'a bar below, named by its id': `<div id="onetrust-banner-sdk" style="position:fixed;inset:auto 0 0;padding:24px;background:#fff;z-index:9999">We use cookies <button id="ok" onclick="this.parentNode.remove()">Accept all</button></div>`,
  'a card in the other corner, named by its class': `<div class="cmplz-cookiebanner" style="position:fixed;left:16px;bottom:16px;width:340px;padding:24px;background:#eee"><p>Cookies</p><button id="ok" onclick="this.parentNode.style.display='none'">Accept</button></div>`,
  'a dialog in the middle, named for assistive technology': `<div style="position:fixed;inset:0;background:#0008"><div role="dialog" aria-label="Cookie consent" style="margin:20vh auto;width:300px;padding:30px;background:#fff">Your privacy<p><button id="ok" onclick="this.closest('[style*=inset]').remove()">Agree</button></div></div>`,
  'a whole interface in a shadow root': `<div id="usercentrics-root"></div><script>const u=document.getElementById('usercentrics-root');u.attachShadow({mode:'open'}).innerHTML='<div style="position:fixed;inset:auto 0 0;height:220px;background:#fff"><p>Privacy</p><button id="ok">Accept</button></div>';u.shadowRoot.getElementById('ok').onclick=()=>u.remove()</script>`,
  'a bar above that fades away': `<div class="cc-window cookieconsent-bar" style="position:fixed;inset:0 0 auto;padding:24px;background:#ffc;transition:opacity .5s">Cookies <button id="ok" onclick="const b=this.parentNode;b.style.opacity=0;setTimeout(()=>b.remove(),500)">OK</button></div>`,
}
