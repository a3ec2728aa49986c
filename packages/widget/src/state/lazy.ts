import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'

/** A part of the code that is loaded when it is needed. */
export interface Lazy<Part> {
  /** The part when it is here. A component or an effect that reads its value runs again when it comes. */
  readonly here: ReadonlySignal<Part | undefined>
  /**
   * Loads it. Each need asks the browser, which loads it once, so that a need after a failure, or while it hangs, tries
   * again; what comes first is kept. Rejects when it cannot be loaded.
   */
  load(): Promise<Part>
  /** Runs once, when it is here. */
  whenHere(run: (part: Part) => void): void
}

/** @param fetch - loads the part and makes what is needed of it; may be called several times */
export function createLazy<Part>(fetch: () => Promise<Part>): Lazy<Part> {
  const here = signal<Part>()
  return {
    here,
    async load() {
      const came = here.peek() ?? (await fetch())
      here.value = here.peek() ?? came
      return here.peek()!
    },
    whenHere(run) {
      effect(function (this: { dispose(): void }) {
        const part = here.value
        if (!part) return
        this.dispose()
        untracked(() => run(part))
      })
    },
  }
}
