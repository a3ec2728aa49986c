import { type RichWords, richText } from '../../model/rich-text.ts'
import type { KnownMarks } from './walk.ts'

/** A mark that a text holds. */
export interface FoundMark {
  readonly found: string
  /** Places that know it. */
  readonly in: readonly KnownMarks[]
  readonly hint: string
}

/** Marks of other tools, which stay the signs that they are. Older Safari knows no lookbehind. */
const OTHER_MARKS: readonly (readonly [sign: RegExp, hint: string])[] = [
  [/^\s*#{1,6}\s+\S/m, 'the first paragraph is the heading by itself'],
  [/^\s*[*+•]\s+\S/m, 'begin each line of a list with "- "'],
  [/^\s*>\s+\S/m, 'write the words alone'],
  [/!\[[^\]\n]*\]\([^)\n]*\)/, 'pictures stand in choices alone'],
  [/(?:^|[^\p{L}\p{N}_])__?[^\s_](?:[^_\n]*[^\s_])?__?(?![\p{L}\p{N}_])/u, 'write **bold** or *italics*'],
  [/~~[^~\n]+~~/, 'write the words alone'],
  [/`[^`\n]+`/, 'write the words alone'],
]

/** The marks of a text, each sort once: those that some place shows, and those that none does. */
export function marksIn(text: string): readonly FoundMark[] {
  const blocks = richText(text)
  const found: FoundMark[] = []
  const lists = blocks.some(({ is }) => is === 'list')
  const words = blocks.flatMap((block) => (block.is === 'list' ? block.items.flat() : block.words))
  if (lists) found.push({ found: 'a list', in: ['all'], hint: 'move it to the help, or write one line' })
  if (has(words, 'link')) found.push({ found: 'a link', in: ['all'], hint: 'move it to the question or its help' })
  if (has(words, 'strong')) found.push({ found: '**bold**', in: ['all', 'label'], hint: 'write the words alone' })
  if (has(words, 'em')) found.push({ found: '*italics*', in: ['all', 'label'], hint: 'write the words alone' })
  for (const [sign, hint] of OTHER_MARKS) {
    const [sample] = sign.exec(text) ?? []
    if (sample !== undefined) found.push({ found: sample.trim(), in: [], hint })
  }
  return found
}

function has(words: readonly RichWords[], is: RichWords['is']): boolean {
  return words.some((each) => each.is === is || (each.is !== 'text' && has(each.words, is)))
}
