import { type LookConfig, READY_LOOKS, type ReadyLook } from '@frankly/core/wire'
import { type Look, QUIET, type ResolvedLook } from './palettes.ts'

/** A ready look, and the settings that it changes unless the shop sets them. */
type Ready = Look & { readonly config?: LookConfig }

const { shape } = QUIET

/** The ready looks but `quiet`: a small file of their own, which only a page that names one of them loads. */
export const READY: Readonly<Record<Exclude<ReadyLook, 'quiet'>, Ready>> = {
  friendly: {
    light: ['#fffaf5', '#38261c', '#b4430f', '#a61b32'],
    dark: ['#2b211b', '#fbeee4', '#ffb185', '#ffb3bd'],
    shape: {
      ...shape,
      radius: '15px',
      button: '44px',
      size: '1.04',
      font: 'ui-rounded,"SF Pro Rounded",Nunito,Quicksand,"Arial Rounded MT Bold",system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif',
      shadow: '0 16px 40px -10px rgb(120 53 15/.28)',
      move: '.2s',
    },
  },
  sharp: {
    light: ['#fff', '#0b0d12', '#1d4ed8', '#b3261e'],
    dark: ['#0f1115', '#f2f4f8', '#8ab4ff', '#ffb4ab'],
    shape: { ...shape, radius: '2px', button: '2px', space: '.85', shadow: '0 4px 12px rgb(0 0 0/.16)', move: '.12s' },
  },
  paper: {
    light: ['#fbf6ea', '#3a2e23', '#7d3c18', '#9c2a1c'],
    dark: ['#28221b', '#f3e9d8', '#e8bb8c', '#ffb4a0'],
    shape: {
      ...shape,
      radius: '5px',
      button: '5px',
      size: '1.06',
      font: '"Iowan Old Style","Palatino Linotype",Palatino,Charter,Georgia,"Noto Serif",serif',
      shadow: '0 2px 10px rgb(58 46 35/.18)',
    },
  },
  night: {
    light: ['#f1f2fc', '#232849', '#4b3fbf', '#a61b4a'],
    dark: ['#171b30', '#e8ebff', '#b0b9ff', '#ffb1c8'],
    shape: { ...shape, radius: '12px', button: '12px', shadow: '0 16px 44px -8px rgb(8 10 30/.5)' },
    config: { theme: 'dark' },
  },
  plain: {
    light: ['#fff', '#111', '#111', '#b3261e'],
    dark: ['#111', '#fff', '#fff', '#ffb4ab'],
    shape: { ...shape, radius: '0px', button: '0px', shadow: 'none', move: '0s' },
    config: { font: 'inherit' },
  },
}

/** Adds the palette and settings of a ready look; what the shop has set wins. */
export function applyReadyLook(name: string, look: LookConfig, warn: (message: string) => void): ResolvedLook {
  if (!Object.hasOwn(READY, name)) {
    warn(
      `look "${name}": there is no such look, "quiet" is worn instead; the ready looks are ${READY_LOOKS.join(', ')}`,
    )
    return look
  }
  const { config, ...palette } = READY[name as keyof typeof READY]
  return { ...config, ...look, palette }
}
