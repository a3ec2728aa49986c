import type { Configuration } from 'openid-client'

/** A sign-in by OpenID Connect, complete. @public */
export interface ResolvedOidc {
  /** Without a slash at its end. */
  readonly issuer: string
  /** As the issuer knows us. */
  readonly clientId: string
  /** Absent: a public client. */
  readonly clientSecret?: string
  /** For the sign-in page. */
  readonly name: string
}

/** What a browser carries from the way out to the way back. */
export interface OidcTrip {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Sign-in at the shop's own issuer, by the code flow with PKCE. */
export interface Oidc {
  readonly name: string
  /** Where to send the browser, and what it carries. */
  begin(redirect: string): Promise<{ readonly url: string; readonly trip: OidcTrip }>
  /**
   * The e-mail address that the issuer has verified; nothing when it has none.
   * @param here the address with which the browser came back
   * @throws Error when it is no answer to this trip
   */
  end(here: URL, trip: OidcTrip): Promise<string | undefined>
}

/** The issuer is asked for its addresses at the first sign-in, and again when that failed. */
export function createOidc({ issuer, clientId, clientSecret, name }: ResolvedOidc): Oidc {
  let known: Promise<Configuration> | undefined
  const discovered = async (): Promise<Configuration> => {
    const { discovery, allowInsecureRequests } = await library()
    const isPlain = issuer.startsWith('http:')
    return discovery(
      new URL(issuer),
      clientId,
      clientSecret,
      undefined,
      isPlain ? { execute: [allowInsecureRequests] } : {},
    )
  }
  const configured = (): Promise<Configuration> => {
    known ??= discovered().catch((error) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    name,
    async begin(redirect) {
      const openid = await library()
      const trip = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
      }
      const url = openid.buildAuthorizationUrl(await configured(), {
        redirect_uri: redirect,
        scope: 'openid email',
        state: trip.state,
        nonce: trip.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(trip.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, trip }
    },
    async end(here, { state, nonce, verifier }) {
      const openid = await library()
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const claims = (await openid.authorizationCodeGrant(await configured(), here, checks)).claims()
      const email = claims?.['email']
      return typeof email === 'string' && claims?.['email_verified'] === true ? email : undefined
    },
  }
}

/** Installed by those who use it. */
async function library(): Promise<typeof import('openid-client')> {
  try {
    return await import('openid-client')
  } catch (cause) {
    throw new Error('"staff.oidc" needs a package: npm install openid-client@6', { cause })
  }
}
