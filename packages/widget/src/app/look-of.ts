import type { LookConfig, ProjectConfig } from '@frankly/core'
import type { Settings } from '../loader/settings.ts'

/** The look of the project; the page's own word on the theme comes first. */
export const lookOf = (config: ProjectConfig | undefined, { theme }: Settings): LookConfig => ({
  ...config?.look,
  ...(theme && { theme }),
})
