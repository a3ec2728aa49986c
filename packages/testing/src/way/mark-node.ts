import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { ownSource, withMarks } from './marks.ts'

/** Read into a collector by `--import`: SIGUSR2 begins the count anew, its end writes it into the file `FRANKLY_WAY`. */
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    const path = url.startsWith('file:') ? ownSource(fileURLToPath(url)) : undefined
    return path === undefined ? loaded : { ...loaded, source: withMarks(path, String(loaded.source)) }
  },
})
process.on('SIGUSR2', () => {
  globalThis.franklyWay = new Set()
})
process.on('exit', () => writeFileSync(process.env['FRANKLY_WAY']!, JSON.stringify([...(globalThis.franklyWay ?? [])])))
