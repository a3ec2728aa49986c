import { createLazy } from '../state/lazy.ts'
import type { AppCode, AppLoaders } from './core.ts'

/** Made once for each page. */
export function codeOf(loaders: AppLoaders): AppCode {
  const { language, photos } = loaders
  return {
    loaders,
    language,
    photos,
    full: createLazy(async () => (await loaders.fullInterface()).createFullInterface(loaders)),
  }
}
