/** HEIC and AVIF: boxes within boxes (ISO/IEC 14496-12 and 23008-12). Sizes and places stay, contents are blanked. */

interface Box {
  readonly type: string
  /** Offsets of the box, of its content, and of the next box. */
  readonly at: number
  readonly from: number
  readonly to: number
}

type Range = readonly [from: number, to: number]

const IN_META = new Set('hdlr pitm iloc iinf iprp iref idat grpl dinf'.split(' '))
/** Items that are no part of the picture. */
const METADATA = new Set(['Exif', 'mime', 'uri '])

/**
 * A still picture in which everything is blank that is no part of it: EXIF, XMP, unknown boxes, and all data that no item
 * of the picture uses. The way it is turned is a property of its own in these formats and stays. Moving pictures are not
 * taken apart: `undefined`, as for what is broken.
 */
export function plainBmff(sent: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(sent)
  try {
    const boxes = [...boxesIn(bytes, 0, bytes.length)]
    const meta = boxes.filter(({ type }) => type === 'meta')
    if (meta.length !== 1 || boxes[0]?.type !== 'ftyp') return undefined
    if (boxes.some(({ type }) => type === 'moov' || type === 'moof')) return undefined
    const inMeta = [...boxesIn(bytes, meta[0]!.from + 4, meta[0]!.to)]
    const used = usedBy(bytes, inMeta)
    for (const box of boxes) {
      if (box.type === 'mdat') blankUnused(bytes, box, used.inFile)
      else if (box.type !== 'ftyp' && box.type !== 'meta') blank(bytes, box)
    }
    for (const box of inMeta) {
      if (box.type === 'idat')
        blankUnused(
          bytes,
          box,
          used.inMeta.map(([from, to]) => [box.from + from, box.from + to]),
        )
      else if (!IN_META.has(box.type)) blank(bytes, box)
      else if (box.type === 'iprp') blankWords(bytes, box)
    }
    return bytes
  } catch (error) {
    // Reading past the end throws: the file is broken.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function* boxesIn(bytes: Buffer, start: number, end: number): Generator<Box> {
  for (let at = start; at < end; ) {
    const short = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const from = short === 1 ? at + 16 : at + 8
    const to = short === 0 ? end : at + (short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short)
    if (to < from || to > end) throw new RangeError(`the box ${type} ends outside`)
    yield { type, at, from, to }
    at = to
  }
}

/** Takes a box out without moving anything: readers skip `free`. */
function blank(bytes: Buffer, { at, from, to }: Box): void {
  bytes.write('free', at + 4, 'latin1')
  bytes.fill(0, from, to)
}

/** Properties that hold words or anything at all. */
function blankWords(bytes: Buffer, iprp: Box): void {
  for (const list of boxesIn(bytes, iprp.from, iprp.to)) {
    if (list.type !== 'ipco') continue
    for (const property of boxesIn(bytes, list.from, list.to)) {
      if (property.type === 'udes' || property.type === 'uuid') bytes.fill(0, property.from, property.to)
    }
  }
}

function blankUnused(bytes: Buffer, { from, to }: Box, used: readonly Range[]): void {
  let at = from
  for (const [start, end] of used.toSorted(([a], [b]) => a - b)) {
    if (start >= to || end <= from) continue
    if (start > at) bytes.fill(0, at, start)
    at = Math.max(at, Math.min(end, to))
  }
  if (at < to) bytes.fill(0, at, to)
}

/** What the items of the picture are made of: ranges of the file, and of the data within `meta`. */
function usedBy(bytes: Buffer, inMeta: readonly Box[]): { readonly inFile: Range[]; readonly inMeta: Range[] } {
  const iinf = inMeta.find(({ type }) => type === 'iinf')
  const iloc = inMeta.find(({ type }) => type === 'iloc')
  if (!iinf || !iloc) throw new RangeError('no items')
  const types = itemTypes(bytes, iinf)
  const inFile: Range[] = []
  const inside: Range[] = []
  for (const { id, method, extents } of locations(bytes, iloc)) {
    if (METADATA.has(types.get(id) ?? 'mime')) continue
    if (method === 0) inFile.push(...extents)
    if (method === 1) inside.push(...extents)
  }
  if (inFile.length + inside.length === 0) throw new RangeError('no picture')
  return { inFile, inMeta: inside }
}

function itemTypes(bytes: Buffer, iinf: Box): Map<number, string> {
  const types = new Map<number, string>()
  const version = bytes.readUInt8(iinf.from)
  for (const { type, from } of boxesIn(bytes, iinf.from + (version === 0 ? 6 : 8), iinf.to)) {
    const form = bytes.readUInt8(from)
    if (type !== 'infe' || form < 2) continue
    const wide = form === 2 ? 2 : 4
    const at = from + 4 + wide + 2
    types.set(bytes.readUIntBE(from + 4, wide), bytes.toString('latin1', at, at + 4))
  }
  return types
}

interface Location {
  readonly id: number
  /** 0: in the file, 1: in `idat`, 2: in another item. */
  readonly method: number
  readonly extents: readonly Range[]
}

function* locations(bytes: Buffer, iloc: Box): Generator<Location> {
  let at = iloc.from
  const take = (size: number): number => {
    if (at + size > iloc.to) throw new RangeError('iloc ends early')
    const value = size === 0 ? 0 : size === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, size)
    at += size
    return value
  }
  const version = take(1)
  take(3)
  const sizes = take(2)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version === 0 ? 0 : sizes & 15
  const wide = version === 2 ? 4 : 2
  const count = take(wide)
  for (let i = 0; i < count; i++) {
    const id = take(wide)
    const method = version === 0 ? 0 : take(2) & 15
    take(2)
    const base = take(baseSize)
    const extents: Range[] = []
    for (let left = take(2); left > 0; left--) {
      take(indexSize)
      const from = base + take(offsetSize)
      const length = take(lengthSize)
      // No length: to the end of what it lies in.
      extents.push([from, length === 0 ? Number.MAX_SAFE_INTEGER : from + length])
    }
    yield { id, method, extents }
  }
}
