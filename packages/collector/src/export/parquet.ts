import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Cell } from './csv.ts'
import type { ColumnKind } from './rows.ts'
import { WithoutPackage } from './without-package.ts'
import type { ExportTable } from './write.ts'

/** Rows of a row group at most: memory holds one group, and nothing else runs in the collector while one is packed. */
const GROUP_ROWS = 5_000
/** Characters after which a row group is full too: long answers would make it large. */
const GROUP_CHARACTERS = 16_000_000

/** What the format calls each kind of column. Without `isAdjustedToUTC` some readers would take a time for a local one. */
const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  whole: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
} as const satisfies Readonly<Record<ColumnKind, object>>

type Library = typeof import('hyparquet-writer')
type Value = string | number | bigint | Date | null

/**
 * Writes a Parquet file as it goes: memory holds one row group, and what the file says of each group, which stands at its end.
 * Programs that read it run nothing, so every text is as it was said. A cell that is empty is null.
 * @param onCount hears how many responses were written
 * @param groupRows rows of a row group, from 1
 * @throws WithoutPackage before the first byte
 */
export async function writeParquet(
  table: ExportTable,
  out: Writable,
  onCount: (count: number) => void = () => {},
  groupRows: number = GROUP_ROWS,
): Promise<void> {
  const library = await loadLibrary()
  await pipeline(partsOf(library, table, onCount, groupRows), out)
}

/** The bytes of the file: a part for each row group, and its end. */
async function* partsOf(
  { ByteWriter, ParquetWriter }: Library,
  { columns, kinds, pages }: ExportTable,
  onCount: (count: number) => void,
  groupRows: number,
): AsyncGenerator<Uint8Array> {
  const kindOf = columns.map((name): ColumnKind => kinds[name] ?? 'text')
  const bytes = new ByteWriter()
  const file = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'answers', num_children: columns.length },
      ...columns.map((name, i) => ({ name, repetition_type: 'OPTIONAL' as const, ...TYPES[kindOf[i]!] })),
    ],
  })
  const group = columns.map((name) => ({ name, data: [] as Value[] }))
  let rows = 0
  let characters = 0
  const writeGroup = () => {
    file.write({ columnData: group, rowGroupSize: rows })
    for (const { data } of group) data.length = 0
    rows = 0
    characters = 0
    return take(bytes)
  }
  for await (const { rows: page, count } of pages) {
    for (const cells of page) {
      for (const [i, cell] of cells.entries()) {
        group[i]!.data.push(typed(cell, kindOf[i]!))
        characters += typeof cell === 'string' ? cell.length : 0
      }
      rows += 1
      if (rows >= groupRows || characters >= GROUP_CHARACTERS) yield writeGroup()
    }
    onCount(count)
  }
  if (rows > 0) yield writeGroup()
  file.finish()
  yield take(bytes)
}

/** A copy of what was written since the last time: the next bytes are written over it. */
function take(bytes: InstanceType<Library['ByteWriter']>): Uint8Array {
  const part = bytes.getBytes().slice()
  bytes.index = 0
  return part
}

/** A cell as its column holds it. A time that no calendar has is null: CSV and NDJSON have its number. */
function typed(cell: Cell, kind: ColumnKind): Value {
  if (cell === '') return null
  if (kind === 'text') return String(cell)
  if (kind === 'whole') return BigInt(cell)
  if (kind === 'number') return Number(cell)
  const at = new Date(cell)
  return Number.isNaN(at.getTime()) ? null : at
}

/** Installed by those who write this format. */
async function loadLibrary(): Promise<Library> {
  try {
    return await import('hyparquet-writer')
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
    throw isMissing ? new WithoutPackage('parquet', 'hyparquet-writer', cause) : cause
  }
}
