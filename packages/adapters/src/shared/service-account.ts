import { need } from './check-options.ts'

/** What stands in the key file of a Google service account. @public */
export interface ServiceAccount {
  /** Who signs. */
  readonly client_email: string
  /** PKCS #8 as PEM: the secret. */
  readonly private_key: string
}

/**
 * Signs the assertion that Google trades for an access token (RFC 7523): RS256, valid for an hour.
 * @see https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests (read 2026-11-21)
 */
export async function signAssertion(
  account: ServiceAccount,
  scope: string,
  audience: string,
  now: number,
): Promise<string> {
  const iat = Math.floor(now / 1000)
  const claims = { iss: account.client_email, scope, aud: audience, iat, exp: iat + 3600 }
  const head = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('pkcs8', derOf(account.private_key), rsa, false, ['sign'])
  const signature = await crypto.subtle.sign(rsa, key, new TextEncoder().encode(head))
  return `${head}.${base64url(String.fromCharCode(...new Uint8Array(signature)))}`
}

/** Throws when it is no key file; tells nothing of the key. */
export function needAccount(path: string, account: ServiceAccount | undefined): asserts account is ServiceAccount {
  const pem = /-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----/.test(String(account?.private_key))
  need(pem && account?.client_email?.includes('@'), path, '(secret)', 'the key file of a service account, parsed')
}

function derOf(pem: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, '')), (char) => char.charCodeAt(0))
}

function encode(value: unknown): string {
  return base64url(JSON.stringify(value))
}

function base64url(binary: string): string {
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
