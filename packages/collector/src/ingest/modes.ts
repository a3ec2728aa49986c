import type { Response, Survey } from '@frankly/core'
import { quotasOf } from '@frankly/core/engine'
import type { ResponseMode } from '@frankly/core/model'
import type { Permission } from '../access/roles.ts'
import { may, type Who } from '../access/who.ts'

/** Which ways of answering a sender may name. */
export interface Modes {
  readonly taken: readonly ResponseMode[]
  /** All items are of this one, whatever they say. */
  readonly set?: ResponseMode
}

/** What a browser may name. The others are set by the shop's own people, who come with a token. */
export const PUBLIC_MODES: Modes = { taken: ['web', 'link', 'qr', 'kiosk'] }

const BY_TOKEN = {
  kiosk: 'mode:kiosk',
  phone: 'mode:phone',
  observer: 'mode:observer',
  mystery: 'mode:mystery',
  import: 'mode:import',
} as const satisfies Partial<Record<ResponseMode, Permission>>

const MODES: readonly (keyof typeof BY_TOKEN)[] = ['kiosk', 'phone', 'observer', 'mystery', 'import']

/** What a sender with a token may name in a project. A token whose scopes hold one way alone sets it. */
export function modesOf(who: Who, project: string): Modes {
  const allowed = MODES.filter((mode) => may(who, BY_TOKEN[mode], project))
  const [only, ...more] = allowed
  if (who.scopes && only !== undefined && more.length === 0) return { taken: [only], set: only }
  return { taken: [...PUBLIC_MODES.taken, ...allowed] }
}

/** Whether a customer gave it: what observers and mystery shoppers write counts for nobody's. */
export const isCustomers = ({ mode }: Pick<Response, 'mode'>): boolean => mode !== 'observer' && mode !== 'mystery'

/** Quotas that a response counts for. */
export const quotasFor = (survey: Survey, response: Response): readonly string[] =>
  isCustomers(response) ? quotasOf(survey, response) : []
