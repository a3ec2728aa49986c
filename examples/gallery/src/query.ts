import { type LookConfig, READY_LOOKS, THEMES } from '@frankly/core/wire'
import type { Placement } from '../../../packages/widget/src/state/ui-context.ts'

/** What the address asks for; every part has a default. */
export interface Wish {
  readonly sample: string
  readonly state: State
  readonly lang: string
  readonly placement: Placement
  readonly look: LookConfig
}

/** States of the interface. */
export const STATES = [
  'empty',
  'answered',
  'error',
  'saving',
  'sent',
  'kept',
  'blocked',
  'here',
  'not_saved',
  'withdrawn',
  'receipt',
  'long',
  'many',
] as const
export type State = (typeof STATES)[number]

export const PLACEMENTS: readonly Placement[] = ['popover', 'modal', 'inline', 'tab', 'page']

/** Reads `?kind=rating&scale=nps&state=error&lang=ar&theme=dark&placement=popover&brand=%23c2185b&density=compact&look=sharp`. */
export function readWish(search: string): Wish | undefined {
  const query = new URLSearchParams(search)
  const kind = query.get('kind')
  if (!kind) return undefined
  const variant = query.get('scale') ?? query.get('variant')
  const pick = <T extends string>(name: string, among: readonly T[], otherwise: T): T =>
    among.find((each) => each === query.get(name)) ?? otherwise
  const brand = query.get('brand')
  const radius = query.get('radius')
  return {
    sample: variant ? `${kind}-${variant}` : kind,
    state: pick('state', STATES, 'empty'),
    lang: query.get('lang') ?? 'en',
    placement: pick('placement', PLACEMENTS, 'inline'),
    look: {
      name: pick('look', READY_LOOKS, 'quiet'),
      theme: pick('theme', THEMES, 'light'),
      density: pick('density', ['comfortable', 'compact'] as const, 'comfortable'),
      ...(brand && { brand }),
      ...(radius && { radius: Number(radius) }),
    },
  }
}
