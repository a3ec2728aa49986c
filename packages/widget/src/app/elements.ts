import { rootOf } from '../mount/root-of.ts'
import type { AppCore } from './core.ts'
import { putDoorButton } from './door-buttons.ts'

/** What is known of one element: what it has to be, and what it is. */
interface ElementState {
  wish: string
  drawn: string
  busy: boolean
  undo?: (() => void) | undefined
}

/** Looks after `<frankly-survey>` and `<frankly-door>`. */
export interface Elements {
  /** Makes an element what it has to be now; resolves when it is. */
  look(element: HTMLElement): Promise<unknown>
  /** Draws anew what was forgotten or stood back. */
  again(): void
}

const ATTRIBUTES = ['survey', 'placement'] as const

/** Attributes are properties too: of the class, and those that a framework has set on one element before the class had them. */
function giveProperties(element: HTMLElement): void {
  const kind: object = Object.getPrototypeOf(element)
  for (const name of ATTRIBUTES) {
    const own = Object.getOwnPropertyDescriptor(element, name)
    if (!(name in kind))
      Object.defineProperty(kind, name, {
        configurable: true,
        get(this: HTMLElement) {
          return this.getAttribute(name)
        },
        set(this: HTMLElement, value: unknown) {
          if (value === null || value === undefined) this.removeAttribute(name)
          else this.setAttribute(name, `${value}`)
        },
      })
    if (!own) continue
    Reflect.deleteProperty(element, name)
    Reflect.set(element, name, own.value)
  }
}

/** Made once for each page. */
export function createElements(core: AppCore): Elements {
  const { host, client } = core
  const states = new Map<HTMLElement, ElementState>()
  let hasWarned = false

  const drawSurvey = async (element: HTMLElement): Promise<(() => void) | undefined> => {
    const id = element.getAttribute('survey')
    // frameworks set it a moment later
    if (!id) return
    const survey = (await core.load()).find((each) => each.id === id)
    if (!survey && !core.config()) throw new Error('no configuration')
    if (!survey) return host.warn(`<frankly-survey survey="${id}">: no such survey in this project`) as undefined
    // the shop placed it: targeting rules and caps do not apply, but nobody is asked twice
    const { ledger } = await client.memory.recall(Date.now())
    const isDone = ledger.surveys[id]?.answered && !survey.targeting?.alwaysOpen
    if (isDone && !core.kept.has(id) && !(await client.runs.hasPass(survey))) return
    const placement = element.getAttribute('placement') === 'page' ? 'page' : 'inline'
    const result = await core.present(survey, { asked: false, force: true, mount: element, placement })
    if (!result.shown && result.reason === 'not-loaded') throw new Error(result.reason)
    if (!result.shown) return
    return () => {
      for (const shown of core.all) if (shown.place.mount.host === element) shown.hide()
    }
  }
  const draw = async (element: HTMLElement): Promise<(() => void) | undefined> => {
    const undo =
      element.localName === 'frankly-door' ? (await putDoorButton(core, element)).dispose : await drawSurvey(element)
    // a placeholder of the page has nothing to wait for any more
    if (!undo && element.shadowRoot) element.shadowRoot.textContent = ''
    return undo
  }
  const wishOf = (element: HTMLElement): string => {
    if (!element.isConnected || host.scope.done) return ''
    if (element.ownerDocument === document) return ATTRIBUTES.map((name) => element.getAttribute(name)).join('|')
    if (!hasWarned) host.warn(`<${element.localName}>: is drawn in the document of its script only`)
    hasWarned = true
    return ''
  }

  const look = async (element: HTMLElement): Promise<void> => {
    const state: ElementState = states.get(element) ?? { wish: '', drawn: '', busy: false }
    states.set(element, state)
    giveProperties(element)
    state.wish = wishOf(element)
    if (state.busy) return
    state.busy = true
    try {
      // it may be moved, changed or taken away while its code is on the way
      while (state.drawn !== state.wish) {
        const { wish, undo } = state
        state.undo = undefined
        undo?.()
        state.undo = wish ? await draw(element) : undefined
        state.drawn = wish
      }
    } finally {
      state.busy = false
      if (!state.wish) states.delete(element)
    }
  }
  const again = (): void => {
    for (const [element, state] of states) {
      if (state.undo && rootOf(element).firstChild) continue
      state.drawn = ''
      host.attempt(() => look(element), element, true)
    }
  }
  core.afterClose.add(() => void host.scope.after(0, again))
  host.scope.add(() => {
    for (const { undo } of states.values()) undo?.()
  })
  return { look, again }
}
