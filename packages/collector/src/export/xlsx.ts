import { createRequire } from 'node:module'
import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { Cell } from './csv.ts'
import { WithoutPackage } from './without-package.ts'
import type { ExportTable } from './write.ts'

/** Rows that a sheet may have, the first with the names of the columns; further ones go on the next sheet. */
const SHEET_ROWS = 1_048_576
/** Characters that a cell may have. What is longer is cut, with a sign; CSV and NDJSON have all of it. */
const CELL_LENGTH = 32_767

/**
 * Writes a workbook as it goes: memory holds some rows. Texts are texts there, so no cell is a formula.
 * @param onCount hears how many responses were written
 * @throws WithoutPackage
 */
export async function writeXlsx(
  { columns, pages }: Pick<ExportTable, 'columns' | 'pages'>,
  out: Writable,
  onCount: (count: number) => void = () => {},
  sheetRows: number = SHEET_ROWS,
): Promise<void> {
  const excel = loadExcel()
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: false, useSharedStrings: false })
  const begin = (number: number) => {
    const sheet = book.addWorksheet(number === 1 ? 'Answers' : `Answers ${number}`)
    sheet.addRow([...columns]).commit()
    return sheet
  }
  let number = 1
  let sheet = begin(number)
  let rows = 1
  for await (const { rows: page, count } of pages) {
    for (const cells of page) {
      if (rows >= sheetRows) {
        sheet.commit()
        number += 1
        sheet = begin(number)
        rows = 1
      }
      sheet.addRow(cells.map(cellOf)).commit()
      rows += 1
    }
    onCount(count)
    // Lets what was compressed meanwhile go out, so that it does not pile up.
    await setImmediate()
    while (out.writableNeedDrain && !out.destroyed) await setImmediate()
    if (out.destroyed) return
  }
  sheet.commit()
  await book.commit()
}

function cellOf(cell: Cell): Cell {
  if (typeof cell === 'number' || cell.length <= CELL_LENGTH) return cell
  return `${cell.slice(0, CELL_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Installed by those who write this format: it brings a hundred packages. Its types name what only `require` gives. */
function loadExcel(): typeof import('exceljs') {
  try {
    return createRequire(import.meta.url)('exceljs')
  } catch (error) {
    throw new WithoutPackage('xlsx', 'exceljs', error)
  }
}
