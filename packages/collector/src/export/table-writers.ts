import type { Writable } from 'node:stream'
import { writeParquet } from './parquet.ts'
import type { ExportFormat, ExportTable, TextFormat } from './write.ts'
import { writeXlsx } from './xlsx.ts'

/** Writes a table and ends the stream. Hears how many responses were written. */
export type TableWriter = (table: ExportTable, out: Writable, onCount?: (count: number) => void) => Promise<void>

/** What writes the formats that are no text. Throws `WithoutPackage` before the first byte: each needs a package of its own. */
export const TABLE_WRITERS: Readonly<Record<Exclude<ExportFormat, TextFormat>, TableWriter>> = {
  xlsx: writeXlsx,
  parquet: writeParquet,
}
