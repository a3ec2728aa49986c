/**
 * Finds the form of a row of marks, of the best that fits: one row; one row with its words on both sides of it (`.apart`,
 * of dots alone); its other form (a list; for drawings, names of the ends alone). What fits is told by the styles: two
 * lines of a word, the least width of a mark. Measured when the browser has laid out the first frame and before it paints it,
 * so that the frame is right and laid out once; and again when the size of the row changes: a turned phone, larger text,
 * a font that came late.
 * @returns what ends the watch
 */
export function keepFit(row: HTMLElement | null): (() => void) | undefined {
  if (!row) return undefined
  row.classList.add('marks')
  try {
    let isFirst = true
    const watch = new ResizeObserver(() => {
      if (!isFirst) return inNextFrame(() => fit(row))
      isFirst = false
      // a size that changes while sizes are told is reported to the page as an error, unless nobody watches it
      watch.disconnect()
      fit(row)
      inNextFrame(() => row.isConnected && observe())
    })
    const observe = (): void => {
      watch.observe(row)
      // larger text may leave the row as high as it was, never its words
      watch.observe(row.querySelector('.o:last-child span')!)
    }
    observe()
    return () => watch.disconnect()
  } catch {
    // a page may have taken them away: the row stays as it is measured now
    fit(row)
    return undefined
  }
}

function inNextFrame(run: () => unknown): void {
  try {
    requestAnimationFrame(run)
  } catch {}
}

function fit(row: HTMLElement): void {
  const { classList } = row
  const parts = [row, ...row.querySelectorAll('span')]
  classList.remove('apart')
  classList.add('marks')
  if (!parts.some(overflows)) return
  classList.add('apart')
  if (parts.some(overflows)) classList.remove('marks', 'apart')
}

/** A line too many is told from letters that are higher than their line: some fonts and scripts have such. */
const overflows = (part: HTMLElement): boolean =>
  part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight * 1.3
