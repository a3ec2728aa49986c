/** Written in by the build, from the package. */
declare const FRANKLY_VERSION: string | undefined

/** Version of this build, for `status()`; source that was not built has none. */
export const VERSION: string = typeof FRANKLY_VERSION === 'undefined' ? 'source' : FRANKLY_VERSION
