/** Words of a text, the marks taken away. @public */
export type RichWords =
  | { readonly is: 'text'; readonly text: string }
  /** `**bold**` and `*italics*`. */
  | { readonly is: 'strong' | 'em'; readonly words: readonly RichWords[] }
  /** `[words](address)`; the address begins with `https:`, `http:`, `mailto:` or `tel:`, whatever was written. */
  | { readonly is: 'link'; readonly url: string; readonly words: readonly RichWords[] }

/** A part of a text that stands by itself. @public */
export type RichBlock =
  /** Lines without an empty one between them; line ends stay in its words. */
  | { readonly is: 'paragraph'; readonly words: readonly RichWords[] }
  /** Lines that begin with `- `, or with `1. `, `2. ` and so on. */
  | { readonly is: 'list'; readonly numbered: boolean; readonly items: readonly (readonly RichWords[])[] }

/** Word joiner: stands on both sides of a mark that came from outside, which then has no meaning (`plainWords`). */
const JOINER = '\u2060'
const SAFE = /^(?:https?:\/\/|mailto:|tel:)[^\s\\\p{Cc}]+$/iu

/**
 * Reads a text of a survey: paragraphs and lists, and in them bold, italics and links. What is no mark stays text, so
 * whoever draws the tree with text nodes has nothing to escape. For the places that know these marks see [S16].
 * @public
 */
export function richText(text: string): readonly RichBlock[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const blocks: RichBlock[] = []
  let open: string[] = []
  const close = (): void => {
    if (open.length > 0) blocks.push({ is: 'paragraph', words: wordsIn(open.join('\n'), true) })
    open = []
  }
  for (let at = 0; at < lines.length; at++) {
    const items = itemsAt(lines, at)
    if (items.length > 0) {
      close()
      const numbered = !lines[at]!.startsWith('-')
      blocks.push({ is: 'list', numbered, items: items.map((item) => wordsIn(item, true)) })
      at += items.length - 1
    } else if (lines[at]) open.push(lines[at]!)
    else close()
  }
  close()
  return blocks
}

/**
 * Reads a label: bold and italics alone.
 * @public
 */
export function richWords(text: string): readonly RichWords[] {
  return wordsIn(text, false)
}

/**
 * A text without its marks, for places that cannot show them: names for screen readers, tables, messages.
 * @public
 */
export function plainText(text: string): string {
  return richText(text)
    .map((block) => (block.is === 'list' ? block.items : [block.words]).map(lettersOf).join('\n'))
    .join('\n\n')
}

function lettersOf(words: readonly RichWords[]): string {
  return words.map((each) => (each.is === 'text' ? each.text : lettersOf(each.words))).join('')
}

/** The items of a list that begins on this line. A number alone may be a date: a numbered list has two items or more. */
function itemsAt(lines: readonly string[], from: number): readonly string[] {
  const take = (markOf: (item: number) => string): string[] => {
    const items: string[] = []
    for (let at = from; lines[at]?.startsWith(markOf(at - from)); at++)
      items.push(lines[at]!.slice(markOf(at - from).length).trim())
    return items
  }
  const bullets = take(() => '- ')
  if (bullets.length > 0) return bullets
  const numbers = take((item) => `${item + 1}. `)
  return numbers.length > 1 ? numbers : []
}

/** A mark that was opened, and the words since. */
interface Frame {
  readonly mark: '' | '*' | '**'
  readonly words: RichWords[]
}

function wordsIn(text: string, knowsLinks: boolean): readonly RichWords[] {
  const frames: Frame[] = [{ mark: '', words: [] }]
  for (let at = 0; at < text.length; ) {
    const link = knowsLinks && text[at] === '[' && !isGuarded(text, at) ? linkAt(text, at) : undefined
    if (link && isSafeAddress(link.url)) {
      frames.at(-1)!.words.push({ is: 'link', url: link.url, words: wordsIn(link.words, false) })
      at = link.end
      continue
    }
    const stars = isGuarded(text, at) ? '' : /^\*{1,3}(?!\*)/.exec(text.slice(at, at + 4))?.[0]
    if (stars) {
      star(frames, stars.length, text[at - 1], text[at + stars.length])
      at += stars.length
      continue
    }
    // stars in a row that are no mark are passed over together
    const plain = /^(?:\*+|[^*[]+|\[)/.exec(isGuarded(text, at) ? text[at]! : text.slice(at))![0]
    put(frames.at(-1)!.words, plain)
    at += plain.length
  }
  while (frames.length > 1) dissolve(frames)
  return frames[0]!.words
}

/** One to three stars: they close what they can, then open what they can, and else are text. */
function star(frames: Frame[], count: number, before: string | undefined, after: string | undefined): void {
  let left = count
  while (left > 0 && isInk(before)) {
    const at = lastOpen(frames, left)
    if (at < 1) break
    while (frames.length - 1 > at) dissolve(frames)
    const { mark, words } = frames.pop()!
    frames.at(-1)!.words.push({ is: mark === '*' ? 'em' : 'strong', words })
    left -= mark.length
  }
  // 5*3*2 is a sum
  const mayOpen = isInk(after) && !(left === 1 && /\d/.test(before ?? ''))
  for (const mark of OPENS[left] ?? []) {
    if (!mayOpen || frames.some((frame) => frame.mark === mark)) continue
    frames.push({ mark, words: [] })
    left -= mark.length
  }
  put(frames.at(-1)!.words, '*'.repeat(left))
}

/** What so many stars open. */
const OPENS: readonly (readonly Frame['mark'][])[] = [[], ['*'], ['**'], ['**', '*']]

/** The last mark that so many stars close: one of just as many, else one of fewer. */
function lastOpen(frames: readonly Frame[], stars: number): number {
  const lengths = frames.map(({ mark }) => mark.length)
  const same = lengths.lastIndexOf(stars)
  return same > 0 ? same : Math.max(lengths.lastIndexOf(stars - 1), lengths.lastIndexOf(stars - 2))
}

/** The uppermost mark was opened and never closed: it is text. */
function dissolve(frames: Frame[]): void {
  const { mark, words } = frames.pop()!
  const { words: under } = frames.at(-1)!
  put(under, mark)
  for (const each of words) {
    if (each.is === 'text') put(under, each.text)
    else under.push(each)
  }
}

/** Adds text; what stands side by side is one. */
function put(words: RichWords[], text: string): void {
  if (!text) return
  const last = words.at(-1)
  if (last?.is === 'text') words[words.length - 1] = { is: 'text', text: last.text + text }
  else words.push({ is: 'text', text })
}

const isInk = (character: string | undefined): boolean => character !== undefined && /\S/.test(character)

const isGuarded = (text: string, at: number): boolean => text[at - 1] === JOINER && text[at + 1] === JOINER

/** A link as it is written, whatever its address. */
export interface WrittenLink {
  readonly words: string
  readonly url: string
  /** Where the text goes on. */
  readonly end: number
}

/** The link that begins with the bracket at this place. Its words and its address may hold brackets that are closed. */
export function linkAt(text: string, at: number): WrittenLink | undefined {
  const wordsEnd = closing(text, at, '[', ']')
  if (wordsEnd < 0 || text[wordsEnd + 1] !== '(') return undefined
  const end = closing(text, wordsEnd + 1, '(', ')')
  if (end < 0) return undefined
  return { words: text.slice(at + 1, wordsEnd), url: text.slice(wordsEnd + 2, end), end: end + 1 }
}

function closing(text: string, from: number, opens: string, closes: string): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (isGuarded(text, at)) continue
    if (text[at] === opens) depth++
    if (text[at] === closes && --depth === 0) return at
  }
  return -1
}

/** May it be followed? Browsers forgive a blank before the scheme; this does not. */
export function isSafeAddress(url: string): boolean {
  return SAFE.test(url)
}
