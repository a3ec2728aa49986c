/** What a parsed envelope no longer tells. */
export interface Scan {
  /** Whether the envelope itself names its items twice. */
  readonly twice: boolean
  readonly items: readonly ScannedItem[]
}

/** One item as it stands in the text. */
export interface ScannedItem {
  readonly text: string
  /** A key that one object has twice: `JSON.parse` keeps the last and says nothing. */
  readonly repeated?: string
}

interface Open {
  /** Keys so far; nothing in a list. */
  readonly keys?: Set<string>
  key: string
}

/**
 * Reads an envelope's text once more, which `JSON.parse` has taken: where its items stand, and which keys come twice. Uses
 * no recursion, so no depth can end it.
 */
export function scanEnvelope(text: string): Scan {
  const open: Open[] = []
  const items: ScannedItem[] = []
  let twice = false
  let start = -1
  let repeated: string | undefined

  const endItem = (end: number) => {
    if (start >= 0) items.push({ text: text.slice(start, end).trim(), ...(repeated === undefined ? {} : { repeated }) })
    start = -1
    repeated = undefined
  }
  /** Whether a value that begins or ends here is an item of the envelope. */
  const amongItems = () => open.length === 2 && open[1]!.keys === undefined && open[0]!.key === 'items'

  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '"') {
      const end = endOfString(text, at)
      if (start < 0 && amongItems()) start = at
      const top = open.at(-1)
      if (top?.keys && isKey(text, end)) {
        const key = JSON.parse(text.slice(at, end)) as string
        if (top.keys.has(key)) {
          if (open.length === 1) twice ||= key === 'items'
          else repeated ??= key
        }
        top.keys.add(key)
        top.key = key
        // A second list of items begins anew, as it does for `JSON.parse`.
        if (open.length === 1 && key === 'items') items.length = 0
      }
      at = end - 1
    } else if (char === '{' || char === '[') {
      if (start < 0 && amongItems()) start = at
      open.push(char === '{' ? { keys: new Set(), key: '' } : { key: '' })
    } else if (char === '}' || char === ']') {
      if (amongItems()) endItem(at)
      open.pop()
    } else if (char === ',') {
      if (amongItems()) endItem(at)
    } else if (start < 0 && char > ' ' && amongItems()) {
      start = at
    }
  }
  return { twice, items }
}

/** Place after the closing quote. */
function endOfString(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === '"') return end + 1
  }
  return text.length
}

/** Whether the string that ends here is a key. */
function isKey(text: string, end: number): boolean {
  let at = end
  while (at < text.length && text[at]! <= ' ') at++
  return text[at] === ':'
}
