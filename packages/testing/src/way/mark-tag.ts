import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { ownSource, withMarks } from './marks.ts'

/** Marks the code behind the script tag, before its types are taken away. */
const plugin: Plugin = {
  name: 'mark-tag',
  enforce: 'pre',
  load(id) {
    const path = ownSource(id)
    return path === undefined ? null : withMarks(path, readFileSync(id, 'utf8'))
  },
}
export default plugin
