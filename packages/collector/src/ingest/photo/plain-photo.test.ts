import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jpegWith, PNG } from '../../../test/support/photos.ts'
import { orientationOf, tiffWith } from './orientation.ts'
import { plainPhoto } from './plain-photo.ts'

/** Stands wherever a picture can tell something; in no picture that has been cleaned. */
const SECRET = 'GPS 52.5200N 13.4050E'
const secret = Buffer.from(SECRET)

const be16 = (n: number) => Uint8Array.of(n >> 8, n & 255)
const be32 = (n: number) => Uint8Array.of((n >>> 24) & 255, (n >> 16) & 255, (n >> 8) & 255, n & 255)
const le32 = (n: number) => be32(n).reverse()
const join = (...parts: (Uint8Array | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))

/** EXIF of a telephone: turned, with a place and a maker's note. */
const exif = (orientation: number) => join(tiffWith(orientation), secret)

// JPEG
const segment = (marker: number, body: Uint8Array) => join(Uint8Array.of(0xff, marker), be16(body.length + 2), body)
const jpegTold = (orientation: number) => {
  const plain = jpegWith('picture\u00ff\u0000data')
  const told = [
    segment(0xe0, join('JFIF\0', Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 2, 2), secret)),
    segment(0xe1, join('Exif\0\0', exif(orientation))),
    segment(0xe1, join('http://ns.adobe.com/xap/1.0/\0', secret)),
    segment(0xe2, join('MPF\0', secret)),
    segment(0xed, join('Photoshop 3.0\0', secret)),
    segment(0xee, secret),
    segment(0xfe, secret),
    segment(0xef, secret),
  ]
  return join(
    plain.subarray(0, 2),
    ...told,
    Uint8Array.of(0xff),
    plain.subarray(2),
    'PK\u0003\u0004',
    secret,
    jpegWith(SECRET),
  )
}

// PNG
const chunk = (type: string, data: Uint8Array) => {
  const body = join(type, data)
  return join(be32(data.length), body, be32(crc32(body)))
}
const pngTold = (orientation: number) =>
  join(
    PNG.subarray(0, 33),
    chunk('tEXt', join('Comment\0', secret)),
    chunk('zTXt', secret),
    chunk('iTXt', join('XML:com.adobe.xmp\0', secret)),
    chunk('tIME', secret),
    chunk('gpSx', secret),
    chunk('eXIf', exif(orientation)),
    PNG.subarray(33),
    '<html><script>',
    secret,
  )

// WebP
const riff = (...chunks: Uint8Array[]) => {
  const body = join('WEBP', ...chunks)
  return join('RIFF', le32(body.length), body)
}
const part = (type: string, data: Uint8Array) => join(type, le32(data.length), data, new Uint8Array(data.length & 1))
const picture = part('VP8L', Uint8Array.of(0x2f, 0, 0, 0, 0, 7))
const webpTold = (orientation: number) =>
  join(
    riff(
      part('VP8X', Uint8Array.of(0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
      part('ANMF', join(new Uint8Array(16), picture, part('GPSX', secret))),
      picture,
      part('XMP ', secret),
      part('EXIF', exif(orientation)),
      part('note', secret),
    ),
    secret,
  )

// GIF
const blocks = (data: Uint8Array) => join(Uint8Array.of(data.length), data, Uint8Array.of(0))
const gifTold = () =>
  join(
    'GIF89a',
    Uint8Array.of(1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255),
    Uint8Array.of(0x21, 0xff, 11),
    'NETSCAPE2.0',
    Uint8Array.of(3, 1, 0, 0, 0),
    Uint8Array.of(0x21, 0xfe),
    blocks(secret),
    Uint8Array.of(0x21, 0xff, 11),
    'XMP DataXMP',
    blocks(secret),
    Uint8Array.of(0x21, 0x01),
    blocks(secret),
    Uint8Array.of(0x21, 0xf9, 4, 0, 0, 0, 0, 0),
    Uint8Array.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0),
    Uint8Array.of(0x3b),
    secret,
  )

// HEIC and AVIF
const box = (type: string, ...content: (Uint8Array | string)[]) => {
  const body = join(...content)
  return join(be32(body.length + 8), type, body)
}
const infe = (id: number, type: string) => box('infe', Uint8Array.of(2, 0, 0, 0), be16(id), be16(0), type, '\0')
const bmffTold = (brand: string) => {
  const ftyp = box('ftyp', brand, be32(0), 'mif1')
  const free = box('free', secret)
  const meta = (offset: number) =>
    box(
      'meta',
      be32(0),
      box('hdlr', be32(0), be32(0), 'pict', new Uint8Array(13)),
      box('iinf', be32(0), be16(3), infe(1, 'hvc1'), infe(2, 'Exif'), infe(3, 'mime')),
      box(
        'iloc',
        Uint8Array.of(1, 0, 0, 0, 0x44, 0x00),
        be16(3),
        ...[
          [1, 0, offset, 7],
          [2, 0, offset + 7, secret.length],
          [3, 1, 0, secret.length],
        ].map(([id, method, from, length]) =>
          join(be16(id!), be16(method!), be16(0), be16(1), be32(from!), be32(length!)),
        ),
      ),
      box('iprp', box('ipco', box('irot', Uint8Array.of(1)), box('udes', secret))),
      box('idat', secret),
      box('uuid', secret),
      box('xml ', secret),
    )
  const before = ftyp.length + free.length + meta(0).length + 8
  return join(
    ftyp,
    free,
    meta(before),
    box('mdat', 'picture', secret, secret),
    box('uuid', secret),
    box('skip', secret),
  )
}

const TOLD: readonly (readonly [type: string, bytes: (orientation: number) => Buffer])[] = [
  ['image/jpeg', jpegTold],
  ['image/png', pngTold],
  ['image/webp', webpTold],
  ['image/gif', gifTold],
  ['image/heic', () => bmffTold('heic')],
  ['image/avif', () => bmffTold('avif')],
]

describe('[F18] photos without what they tell beside the picture', () => {
  it.each(TOLD)(
    '[F18] %s: nothing is left of place, device, thumbnail, comment or what is hidden behind; again changes nothing',
    (type, told) => {
      expect(told(6).includes(SECRET)).toBe(true)
      const plain = plainPhoto(told(6), type)
      expect(plain).toBeDefined()
      expect(Buffer.from(plain!).toString('latin1')).not.toMatch(/GPS|52\.52|13\.40|script|adobe/)
      expect(Buffer.from(plainPhoto(plain!, type)!).equals(plain!)).toBe(true)
    },
  )

  it('[F18] how it is turned stays, for all eight ways, and nothing is added to one that stands upright', () => {
    for (const [type, told] of TOLD.slice(0, 3)) {
      for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const plain = Buffer.from(plainPhoto(told(orientation), type)!)
        const at = plain.indexOf(Buffer.from([0x4d, 0x4d, 0, 42]))
        expect(at < 0 ? 1 : orientationOf(plain.subarray(at)), `${type} ${orientation}`).toBe(orientation)
      }
    }
    expect(Buffer.from(plainPhoto(bmffTold('heic'), 'image/heic')!).includes('irot')).toBe(true)
  })

  it('[F18] the picture itself is untouched: its data, its colours, its frames', () => {
    expect(
      Buffer.from(plainPhoto(jpegTold(1), 'image/jpeg')!).includes(Buffer.from('picture\u00ff\u0000data', 'latin1')),
    ).toBe(true)
    expect(Buffer.from(plainPhoto(PNG, 'image/png')!).equals(PNG)).toBe(true)
    expect(Buffer.from(plainPhoto(jpegWith('x'), 'image/jpeg')!).equals(jpegWith('x'))).toBe(true)
    expect(Buffer.from(plainPhoto(gifTold(), 'image/gif')!).includes('NETSCAPE2.0')).toBe(true)
    expect(Buffer.from(plainPhoto(bmffTold('avif'), 'image/avif')!).includes('picture')).toBe(true)
    const icc = join(
      jpegWith('x').subarray(0, 2),
      segment(0xe2, join('ICC_PROFILE\0', 'colours')),
      jpegWith('x').subarray(2),
    )
    expect(Buffer.from(plainPhoto(icc, 'image/jpeg')!).equals(icc)).toBe(true)
  })

  it('[F18] broken, cut and mixed files: cleaned or refused, never passed on as they are, never a throw', () => {
    const origin = fc.constantFrom(...TOLD)
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) })
    fc.assert(
      fc.property(
        origin,
        fc.nat(),
        fc.array(change, { maxLength: 4 }),
        fc.constantFrom(...TOLD),
        ([type, told], cut, changes, [other]) => {
          const bytes = Buffer.from(told(6))
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte
          plainPhoto(bytes.subarray(0, cut % (bytes.length + 1)), type)
          plainPhoto(bytes, other)
        },
      ),
      { numRuns: 2000 },
    )
    for (const [type] of TOLD) expect(plainPhoto(new Uint8Array(0), type)).toBeUndefined()
    const moving = join(box('ftyp', 'avis', be32(0)), box('moov', secret))
    expect(plainPhoto(moving, 'image/avif')).toBeUndefined()
    expect(plainPhoto(Buffer.from('<svg/>'), 'image/svg+xml')).toBeUndefined()
  })
})
