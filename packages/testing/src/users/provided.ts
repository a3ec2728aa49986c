import type {} from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the registry that has the packed packages. */
    packedRegistry: string
    /** Names of the packed packages. */
    packedNames: readonly string[]
    /** Folder of this run, outside the repository. */
    usersFolder: string
  }
}
