/** The kind of picture by its first bytes; what the sender calls it is not believed. */
export function imageType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  if (/^RIFF....WEBP/s.test(head)) return 'image/webp'
  if (/^....ftyp(avif|avis)/s.test(head)) return 'image/avif'
  if (/^....ftyp(heic|heix|hevc|mif1|msf1)/s.test(head)) return 'image/heic'
  return undefined
}
