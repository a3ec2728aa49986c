import { createApp } from '../app/create-app.ts'
import type { App, LoaderHost } from '../contract/host.ts'
import { appLoaders } from './loaders.ts'

/** Entry of the interface's first chunk. */
export const start = (host: LoaderHost): App => createApp(host, appLoaders)
