const SAFE = ['http:', 'https:', 'mailto:', 'tel:']

/** Opens a link of a definition in a new tab; other schemes are ignored. */
export function openLink(url: string): void {
  const { protocol, href } = new URL(url, location.href)
  if (SAFE.includes(protocol)) window.open(href, '_blank', 'noopener,noreferrer')
}
