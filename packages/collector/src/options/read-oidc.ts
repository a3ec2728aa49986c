import { isLoopback } from '../access/networks.ts'
import type { ResolvedOidc } from './options.ts'
import type { Reader } from './reader.ts'

/** Reads `staff.oidc`. */
export function readOidc(read: Reader, staff: unknown): ResolvedOidc | undefined {
  if (typeof staff !== 'object' || staff === null || !('oidc' in staff)) return undefined
  const at = 'staff.oidc'
  const it = read.object(staff.oidc, at, ['issuer', 'clientId', 'clientSecret', 'name'])
  const issuer = read.url(it['issuer'], `${at}.issuer`)
  const clientId = read.text(it['clientId'], `${at}.clientId`)
  const clientSecret = read.secret(it['clientSecret'], `${at}.clientSecret`)
  if (it['clientId'] === undefined)
    read.fault(`${at}.clientId`, undefined, 'the id under which the issuer knows the collector')
  if (issuer === undefined || clientId === undefined) {
    if (it['issuer'] === undefined) read.fault(`${at}.issuer`, undefined, 'the address of the issuer')
    return undefined
  }
  const { protocol, hostname, host } = new URL(issuer)
  if (protocol === 'http:' && hostname !== 'localhost' && !isLoopback(hostname)) {
    return read.fault(`${at}.issuer`, issuer, 'an address that starts with https://')
  }
  const name = read.text(it['name'], `${at}.name`) ?? host
  return { issuer, clientId, name, ...(clientSecret ? { clientSecret } : {}) }
}
