/** An address as an anchor reads it: enough of `URL` for our own code. */
class AnchorUrl {
  readonly href: string = ''
  readonly protocol: string = ''
  readonly hostname: string = ''
  readonly origin: string = ''
  readonly pathname: string = ''
  readonly search: string = ''
  constructor(url: string) {
    const { href, protocol, hostname, origin, pathname, search } = Object.assign(document.createElement('a'), {
      href: url,
    })
    if (!hostname && protocol.startsWith('http')) throw new TypeError(`not an address: ${url}`)
    Object.assign(this, { href, protocol, hostname, origin, pathname, search })
  }
  static canParse(url: string): boolean {
    return /^[a-z][\w+.-]*:/i.test(url)
  }
}

function works(): boolean {
  try {
    return new globalThis.URL('https://a.example/b').hostname === 'a.example'
  } catch {
    return false
  }
}

/** `URL`, also on pages with a function of their own of that name. */
export const SafeUrl = (works() ? globalThis.URL : AnchorUrl) as typeof globalThis.URL
