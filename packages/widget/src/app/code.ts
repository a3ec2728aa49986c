import type { LoaderHost } from '../contract/host.ts'
import { createLazy } from '../state/lazy.ts'
import type { AppCode, AppLoaders } from './core.ts'

/** Made once for each page. Without a host there is no delivery: nothing is taken. */
export function codeOf(loaders: AppLoaders, host?: Pick<LoaderHost, 'delivery'>): AppCode {
  const { language, photos } = loaders
  return {
    loaders,
    language,
    async photos() {
      // What takes photos comes while there is a network; delivery opens no store for it.
      void host
        ?.delivery()
        .then((delivery) => delivery.prepare())
        .catch(() => {})
      return photos()
    },
    full: createLazy(async () => (await loaders.fullInterface()).createFullInterface(loaders)),
  }
}
