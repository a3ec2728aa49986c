import type { Parts } from '../contract/host.ts'
import { settingsOf } from '../contract/settings.ts'
import type { PlainFetch } from '../page/raw-fetch.ts'
import { createLoader } from './create-loader.ts'
import { defineElements } from './elements.ts'
import { fetchConfig } from './fetch-config.ts'
import { frontOf } from './install.ts'
import { warn } from './warn.ts'

/** A chunk of the build: its address beside the loader, and its hash. */
export interface Chunk {
  readonly file: string
  readonly integrity: string
  /** Short name of its `start`. */
  readonly start: string
}

type Page = { frankly?: ReturnType<typeof frontOf> }

/**
 * Starts the script-tag build on this page; the build gives the parts. A second tag of the same page only brings its
 * order. Never throws: what is wrong is said in one line on the console.
 */
export function startScript(
  partsOf: (base: string, script: HTMLScriptElement) => Pick<Parts, 'ui' | 'facts' | 'delivery' | 'prefetch'>,
): void {
  try {
    const script = ownScript()
    if (!script) return void warn('no script element of its own')
    const page = window as Page
    // an element with that id or name is not another copy of ours
    const front = typeof page.frankly === 'function' ? page.frankly : undefined
    if (front?.destroy) return void (front as CallableFunction)('attributes', script.dataset)
    const settings = settingsOf(script)
    if (!settings.project) return void warn('the tag names no project: add data-project, or ?project= to its src')
    const parts = {
      ...partsOf(script.src, script),
      config: (rawFetch: () => Promise<PlainFetch>) => fetchConfig(settings, rawFetch),
    }
    const loader = createLoader(settings, parts, () => {
      defineElements(undefined)
      delete page.frankly
    })
    page.frankly = frontOf(loader.run, front?.q)
    defineElements(loader.element)
    loader.look(script.dataset)
  } catch (cause) {
    warn('did not start', cause)
  }
}

/**
 * The script element that runs us: no other may say where answers go. An `<img name="currentScript">` hides the
 * document's own property, so that it is read from the prototype. A module has no current script: there the element
 * is the one whose address stands in our own call stack. An SVG document's script element has no `src` as text.
 */
function ownScript(): HTMLScriptElement | undefined {
  const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')!
  const current = get!.call(document) as HTMLScriptElement | null
  const stack = `${new Error().stack}`
  const all = current ? [current] : document.querySelectorAll('script')
  return [...(all as Iterable<HTMLScriptElement>)].find(
    ({ src }) => typeof src === 'string' && (current || (src && stack.includes(src))),
  )
}
