/** One record of a batch. */
export interface KafkaRecord {
  readonly key: string
  readonly value: string
  readonly headers: Readonly<Record<string, string>>
}

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let left = byte
  for (let bit = 0; bit < 8; bit++) left = left & 1 ? (left >>> 1) ^ 0x82f63b78 : left >>> 1
  return left >>> 0
})

/** CRC-32C (Castagnoli), which Kafka uses for its batches. */
function crc32c(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/**
 * Reads a record batch of format 2 strictly: sizes, checksum, counts, nothing left over.
 * @see https://kafka.apache.org/documentation/#recordbatch
 * @throws Error what is wrong with it
 */
export function readBatch(batch: Buffer): readonly KafkaRecord[] {
  demand(batch.length > 61, 'a batch is longer than its head')
  demand(batch.readInt32BE(8) === batch.length - 12, 'batch length')
  demand(batch[16] === 2, `magic ${batch[16]}`)
  demand(batch.readUInt32BE(17) === crc32c(batch.subarray(21)), 'CRC-32C')
  demand((batch.readInt16BE(21) & 7) === 0, 'compressed, which this broker does not read')
  const count = batch.readInt32BE(57)
  demand(batch.readInt32BE(23) === count - 1, 'last offset delta')
  let at = 61
  /** A zigzag number of variable length. */
  const number = (): number => {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = batch[at++]
      if (byte === undefined) throw new Error('a number runs over the end')
      value += (byte & 127) * shift
      if (byte < 128) break
    }
    return value % 2 ? -(value + 1) / 2 : value / 2
  }
  const text = (): string => {
    const length = number()
    demand(length >= 0 && at + length <= batch.length, 'length of a field')
    at += length
    return batch.toString('utf8', at - length, at)
  }
  const records = Array.from({ length: count }, (_, i) => {
    const size = number()
    const end = at + size
    at++
    number()
    demand(number() === i, 'offset delta')
    const [key, value] = [text(), text()]
    const headers = Object.fromEntries(Array.from({ length: number() }, () => [text(), text()]))
    demand(at === end, 'length of a record')
    return { key, value, headers }
  })
  demand(at === batch.length, 'bytes left over')
  return records
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`record batch: ${what}`)
}
