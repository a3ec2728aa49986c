import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { spoilt } from './spoil.ts'

/** Imported before the collector: its sources without one cure. */
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    const text = url.startsWith('file:') ? spoilt(fileURLToPath(url)) : undefined
    return text === undefined ? loaded : { ...loaded, source: text }
  },
})
