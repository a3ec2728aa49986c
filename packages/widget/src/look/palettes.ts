import type { LookConfig } from '@frankly/core/wire'

/** Paper, ink, accent and the colour of faults. Everything else is mixed of the first three (`look.css.ts`). */
export type Colours = readonly [paper: string, ink: string, accent: string, bad: string]

/** Everything of a look but its colours. A page can override each by a variable: `--frankly-radius` overrides `radius`. */
export interface Shape {
  /** Corners of options and fields; those of the card are 1.6 times as round. */
  readonly radius: string
  /** Corners of the filled button. */
  readonly button: string
  /** Space between parts, as a factor. */
  readonly space: string
  /** Type, as a factor of 17, 15 and 13 px. */
  readonly size: string
  readonly font: string
  readonly shadow: string
  /** How long something moves; `0s`: nothing does. */
  readonly move: string
}

/** A look in two themes. */
export interface Look {
  readonly light: Colours
  readonly dark: Colours
  readonly shape: Shape
}

/** A look with the palette of its ready look. */
export interface ResolvedLook extends LookConfig {
  /** Its colours and shape. Default: those of `quiet`. */
  readonly palette?: Look | undefined
}

/** Loads the ready looks beside the default (`ready.ts`). */
export type LoadReadyLooks = () => Promise<{
  applyReadyLook(name: string, look: LookConfig, warn: (message: string) => void): ResolvedLook
}>

/** The default look. */
export const QUIET: Look = {
  light: ['#fff', '#23272e', '#23272e', '#b3261e'],
  dark: ['#1d2025', '#eef0f3', '#eef0f3', '#ffb4ab'],
  shape: {
    radius: '10px',
    button: '22px',
    space: '1',
    size: '1',
    font: 'system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif',
    shadow: '0 12px 32px -8px rgb(0 0 0/.2)',
    move: '.16s',
  },
}
