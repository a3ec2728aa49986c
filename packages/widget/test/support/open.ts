import type { Question, Survey } from '@frankly/core'
import { signal } from '@preact/signals'
import { options as preact } from 'preact'
import { vi } from 'vitest'
import { codeOf } from '../../src/app/code.ts'
import type { AppCode } from '../../src/app/core.ts'
import { appLoaders } from '../../src/entries/loaders.ts'
import { prepareLanguage } from '../../src/i18n/languages.ts'
import { adopt } from '../../src/look/adopt.ts'
import { renderRun } from '../../src/screens/render-run.tsx'
import { styles } from '../../src/screens/styles.ts'
import type { UiContext } from '../../src/state/ui-context.ts'
import { type LookModel, type ModelOptions, modelOf } from './model-of.ts'

// what a signal changes is drawn at once, so that a test can look in the next line
preact.debounceRendering = (draw) => draw()

/** The code of the page of a test: what one test has loaded is here for the next, as for a second survey of a page. */
export const code: AppCode = codeOf(appLoaders)

/** A run on screen, for tests of components. */
export interface Opened {
  readonly root: ShadowRoot
  readonly model: LookModel
  stop(): void
  find<T extends Element = HTMLElement>(selector: string): T
  all<T extends Element = HTMLElement>(selector: string): T[]
  /** Words of a part, white space made plain. */
  text(selector: string): string
  /** The element whose accessible text is this label, legend or content. */
  labelled(text: string): HTMLInputElement
  type(field: Element, text: string): void
  click(field: Element): void
  submit(): void
}

/** A survey of the given pages. */
export function surveyOf(pages: readonly (readonly Question[])[], more: Partial<Survey> = {}): Survey {
  return {
    schema: 1,
    id: 'test',
    version: 1,
    title: 'Test',
    defaultLocale: 'en',
    locales: ['en'],
    touchpoint: 'order_confirmed',
    pages: pages.map((questions, i) => ({ id: `p${i + 1}`, questions })),
    ...more,
  }
}

/** Renders a survey into a shadow root and waits until its lazy parts are there. */
export async function open(
  survey: Survey,
  options: ModelOptions & { readonly ui?: Partial<UiContext> } = {},
): Promise<Opened> {
  const host = document.createElement('div')
  document.body.append(host)
  const root = host.attachShadow({ mode: 'open' })
  adopt(root, styles)
  const frame = document.createElement('div')
  root.append(frame)
  const model = modelOf(survey, options)
  await prepareLanguage(code.language, options.locale ?? 'en')
  const stop = renderRun(
    frame,
    model,
    {
      shop: 'Leaf & Clay',
      look: {},
      placement: signal('inline' as const),
      promises: {},
      locales: survey.locales,
      soon: (draw) => draw(),
      onClose: vi.fn(),
      ...options.ui,
    },
    code,
  )
  const find = <T extends Element = HTMLElement>(selector: string): T => {
    const found = root.querySelector<T>(selector)
    if (!found) throw new Error(`no ${selector} in ${root.innerHTML}`)
    return found
  }
  const plain = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim()
  await vi.waitFor(() => {
    if (root.querySelector('[aria-busy=true]')) throw new Error('still loading')
  }, 20_000)
  return {
    root,
    model,
    stop() {
      stop()
      host.remove()
    },
    find,
    all: <T extends Element = HTMLElement>(selector: string) => [...root.querySelectorAll<T>(selector)],
    text: (selector) => plain(find(selector).textContent),
    labelled(text) {
      const label = [...root.querySelectorAll('label,button,legend')].find(
        (each) => plain(each.textContent) === text || each.getAttribute('aria-label') === text,
      )
      const input = label?.querySelector('input,textarea,select') ?? (label?.tagName === 'BUTTON' ? label : undefined)
      const byId = label?.getAttribute('for')
      const found = input ?? (byId ? root.getElementById(byId) : undefined)
      if (!found) throw new Error(`nothing labelled "${text}" in ${root.textContent}`)
      return found as HTMLInputElement
    },
    type(field, text) {
      ;(field as HTMLInputElement).value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    },
    click: (field) => (field as HTMLElement).click(),
    submit() {
      find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    },
  }
}
