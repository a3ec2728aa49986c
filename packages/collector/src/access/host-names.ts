/** A host as a `Host` header names it. */
export interface HostParts {
  readonly name: string
  /** Without the usual ones of http and https. */
  readonly port: string
}

/** Reads `name`, `name:port` or `[address]:port`; nothing when it is none of them. */
export function partsOf(host: string): HostParts | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined
  const { hostname, port } = new URL(`http://${host}`)
  return { name: hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, ''), port: port === '443' ? '' : port }
}

/** Whether both are the same host and port. */
export const isSame = (one: HostParts, other: HostParts | undefined): boolean =>
  one.name === other?.name && one.port === other.port

/** What may stand in `hosts`. */
export const isHostRule = (entry: unknown): entry is string =>
  typeof entry === 'string' && !entry.includes('/') && partsOf(entry) !== undefined
