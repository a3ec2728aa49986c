import type { LookConfig } from '@frankly/core/wire'
import { resolveLook } from '../look/look.ts'
import type { ResolvedLook } from '../look/palettes.ts'
import type { AppCore } from './core.ts'

type Known = Pick<AppCore, 'host' | 'config' | 'code'>

/** The look of the project, with the options of the page before it. */
export function configuredLook({ host, config }: Pick<AppCore, 'host' | 'config'>): LookConfig {
  const { look, theme } = host.settings
  const own = typeof look === 'string' ? { name: look } : look
  return { ...config()?.look, ...own, ...(theme && { theme }) }
}

/** The same with the palette and defaults of its ready look. */
export const lookOf = (core: Known): Promise<ResolvedLook> =>
  resolveLook(configuredLook(core), core.host.warn, core.code.loaders.readyLooks)
