import { createLoader } from './create-loader.ts'
import { defineElements } from './elements.ts'
import { fetchConfig } from './fetch-config.ts'
import { frontOf } from './install.ts'
import { settingsOf } from './settings.ts'
import type { Parts } from './surface.ts'

/** A chunk of the build: its address beside the loader, and its hash. */
export interface Chunk {
  readonly file: string
  readonly integrity: string
  /** Short name of its `start`. */
  readonly start: string
}

type Page = { frankly?: ReturnType<typeof frontOf> }

/** Starts the script-tag build on this page; the build gives the parts. A second tag of the same page does nothing. */
export function startScript(
  partsOf: (base: string, script: HTMLScriptElement) => Pick<Parts, 'ui' | 'delivery' | 'waits'>,
): void {
  const page = window as Page
  const script = (document.currentScript ?? document.querySelector('script[data-project]')) as HTMLScriptElement | null
  if (!script || page.frankly?.destroy) return
  const settings = settingsOf(script)
  const loader = createLoader(
    settings,
    {
      ...partsOf(script.src, script),
      config: () => fetchConfig(settings),
    },
    () => {
      defineElements(undefined)
      delete page.frankly
    },
  )
  page.frankly = frontOf(loader.run, page.frankly?.q)
  defineElements(loader.element)
  loader.look(script.dataset)
}
