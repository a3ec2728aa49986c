import type { LookConfig } from '@frankly/core/wire'
import { dressed } from '../look/look.ts'
import type { WornLook } from '../look/palettes.ts'
import type { AppCore } from './core.ts'

type Known = Pick<AppCore, 'host' | 'config' | 'code'>

/** The look that is wished: of the project, the page's own word first. */
export function wishedLook({ host, config }: Pick<AppCore, 'host' | 'config'>): LookConfig {
  const { look, theme } = host.settings
  const own = typeof look === 'string' ? { name: look } : look
  return { ...config()?.look, ...own, ...(theme && { theme }) }
}

/** The same with all that its ready look brings, when that is here. */
export const lookOf = (core: Known): Promise<WornLook> =>
  dressed(wishedLook(core), core.host.warn, core.code.loaders.readyLooks)
