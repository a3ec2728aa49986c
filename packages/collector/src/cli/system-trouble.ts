/** What a person can do about an error of the operating system, by its code. */
const SENTENCES: Readonly<Record<string, (what: string) => string>> = {
  EADDRINUSE: (what) =>
    `${what} is taken by another program, or by a collector that runs already; choose another with --port, 0 for any`,
  EADDRNOTAVAIL: (what) => `${what} is no address of this machine; choose another with --host`,
  ENOTFOUND: (what) => `no machine is called ${what}; choose another with --host`,
  EACCES: (what) => `${what} may not be opened by this user; give the user the right to it, or choose another`,
  EPERM: (what) => `${what} may not be changed by this user; give the user the right to it, or choose another`,
  EROFS: (what) => `${what} lies on a disk that can only be read; choose another place`,
  ENOENT: (what) => `${what} cannot be opened: its folder is not there; make the folder first`,
  ENOTDIR: (what) => `${what} cannot be opened: a part of its path is a file; choose another place`,
  EEXIST: (what) => `${what} is there already and is no folder; choose another place`,
  EISDIR: (what) => `${what} is a folder; name a file`,
  ENOSPC: (what) => `${what} cannot be written: the disk is full; make room`,
}

/**
 * One sentence for an error of the operating system: a port that is taken, a folder that may not be written.
 * @returns `undefined` for every other error, which is a fault of ours and needs its stack
 */
export function systemTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, path, address, hostname, port } = error as NodeJS.ErrnoException & {
    readonly address?: string
    readonly hostname?: string
    readonly port?: number
  }
  const host = address ?? hostname
  const what = path ?? (host === undefined ? undefined : port === undefined ? host : `${host}:${port}`)
  const sentence = code !== undefined && Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : undefined
  return what === undefined ? undefined : sentence?.(what)
}
