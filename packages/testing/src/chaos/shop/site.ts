import { serveRoutes, type TestServer } from '../../serve.ts'
import { watchScreen } from './eye.ts'
import { SHOP_PROJECT } from './surveys.ts'

/**
 * The shop: a plain thank-you page with the script tag as a shop pastes it. `?order=E-1&coupon=after&person=anna`;
 * `tag` names another folder of the tag's host, `policy` a Content-Security-Policy, `storage` the tag's own attribute.
 */
export function serveShop(host: () => string): Promise<TestServer> {
  return serveRoutes({
    '/thanks': (request, response) => {
      const query = new URL(request.url ?? '/', 'http://shop').searchParams
      response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' }).end(page(host(), query))
    },
    '/empty': '<!doctype html><title>elsewhere</title><h1>Elsewhere</h1>',
    '/favicon.ico': '',
  })
}

function page(host: string, query: URLSearchParams): string {
  const order = query.get('order') ?? ''
  const person = query.get('person') ?? ''
  const attributes = ['storage', 'consent'].flatMap((name) =>
    query.has(name) ? [`data-${name}="${query.get(name)}"`] : [],
  )
  const purchase = order ? `buy(${JSON.stringify(order)}, ${JSON.stringify(query.get('coupon') ?? 'after')})` : ''
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Thank you</title>
<script>
window.frankly=window.frankly||function(){(window.frankly.q=window.frankly.q||[]).push(arguments)}
window.shopSays={order:'',person:''}
window.troubles=[]
addEventListener('error',e=>troubles.push(String(e.message)))
addEventListener('unhandledrejection',e=>troubles.push(String(e.reason)))
function iAm(person){shopSays.person=person;frankly('identify',{id:person})}
function buy(order,coupon){shopSays.order=order;frankly('purchase',{orderId:order,value:1990,currency:'RUB',coupon:coupon,items:[{name:'Lamp',price:1990,quantity:1}]})}
${person ? `iAm(${JSON.stringify(person)})` : ''}
${purchase}
;(${watchScreen})()
</script>
<script async src="${query.get('tag') ? host.replace(/\/mine$/, '') + query.get('tag') : host}/frankly.js" data-project="${SHOP_PROJECT}" ${attributes.join(' ')}></script>
</head><body><h1>Thank you for your order ${order}</h1><p>It leaves the house today.</p>
<button id="wrong" onclick="frankly('complain')">Complain</button> <a id="on" href="/empty">Go on shopping</a>
${query.has('inline') ? `<frankly-survey survey="${query.get('inline')}"></frankly-survey>` : ''}</body></html>`
}
