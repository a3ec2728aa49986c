import { createApp } from './app/create-app.ts'
import type { App, LoaderHost } from './loader/surface.ts'

/** Entry of the interface chunk. */
export function start(host: LoaderHost): App {
  return createApp(host)
}
