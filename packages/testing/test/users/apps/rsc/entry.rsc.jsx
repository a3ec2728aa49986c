import { renderToReadableStream } from '@vitejs/plugin-rsc/rsc'
import { Page } from './page.jsx'

/** `/flight`: the page as server components give it; else as HTML. */
export default async function handler(request) {
  const { pathname, searchParams } = new URL(request.url)
  const flight = renderToReadableStream(<Page host={searchParams.get('host')} />)
  if (pathname === '/flight') return new Response(flight, { headers: { 'content-type': 'text/x-component' } })
  const ssr = await import.meta.viteRsc.loadModule('ssr', 'index')
  return new Response(await ssr.renderHtml(flight), { headers: { 'content-type': 'text/html' } })
}
