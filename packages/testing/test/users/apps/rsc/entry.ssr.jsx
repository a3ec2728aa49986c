import { createFromReadableStream } from '@vitejs/plugin-rsc/ssr'
import { use } from 'react'
import { renderToReadableStream } from 'react-dom/server.edge'

export async function renderHtml(flight) {
  let page
  const Root = () => {
    page ??= createFromReadableStream(flight)
    return use(page)
  }
  const bootstrapScriptContent = await import.meta.viteRsc.loadBootstrapScriptContent('index')
  return renderToReadableStream(<Root />, { bootstrapScriptContent })
}
