import type { Locale, ProjectConfig } from '@frankly/core'
import type { ReadonlySignal } from '@preact/signals'
import type { ResolvedLook } from '../look/palettes.ts'

/** Where the interface stands; screens may adapt (no close button inline, larger type on a page of its own). @public */
export type Placement = 'popover' | 'modal' | 'inline' | 'tab' | 'page' | 'sheet'

/**
 * What the interface gets beside the model: look, the shop's name, ways out. Never the client, the queue or a
 * transport.
 * @public
 */
export interface UiContext {
  /** Name of the shop for `{shop}`. */
  readonly shop: string
  readonly look: ResolvedLook
  /** Where it stands now: `sheet` on narrow screens. */
  readonly placement: ReadonlySignal<Placement>
  readonly promises: NonNullable<ProjectConfig['promises']>
  readonly privacyUrl?: string | undefined
  /** The page's CSP nonce, for `<style>` where constructable sheets are missing. */
  readonly nonce?: string
  /** Languages to offer in a switch: those of the survey. One: no switch. */
  readonly locales: readonly Locale[]
  /** Draws after the browser has painted what it marked itself (radios, boxes); at once where that does not matter. */
  soon(draw: () => void): void
  /** Does what the first answer can do without, so that it holds up no quick hand. Default: `soon`. */
  later?(run: () => void): void
  /** The customer closes it: the host dismisses or only hides, and gives the focus back. */
  onClose(): void
  /** Opens the frank door instead; absent where it is the door already. */
  readonly onComplain?: (() => void) | undefined
  /** Opens a link the safe way (http, https, mailto, tel only). */
  openLink?(url: string): void
}
