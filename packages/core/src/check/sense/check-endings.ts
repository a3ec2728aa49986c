import { type LocalizedText, textFor } from '../../model/localized.ts'
import type { Survey } from '../../model/survey.ts'
import type { Note } from './notes.ts'
import { arrival, type PageGraph } from './page-graph.ts'
import { possibleLinks } from './piped-links.ts'

/** One way to end, and what it says. */
export interface End {
  readonly path: string
  /** Place in the page graph. */
  readonly place: number
  readonly texts: readonly (LocalizedText | undefined)[]
}

/** The ends that a run can come to: the one with `thanks`, where some way leads to it, and each ending. */
export function endsOf(survey: Survey, graph: PageGraph): readonly End[] {
  const thanks: End = { path: 'thanks', place: graph.thanks, texts: [survey.thanks] }
  const own = (survey.endings ?? []).map(
    ({ title, text }, i): End => ({
      path: `endings[${i}]`,
      place: graph.endings[i]!,
      texts: [title ?? survey.thanks, text],
    }),
  )
  return graph.after[arrival(0)]!.has(graph.thanks) ? [thanks, ...own] : own
}

/**
 * [S17] What was answered may choose the words of the end, never what is offered there: all ends hold the same links,
 * gifts and ways to reach the shop, in each language.
 */
export function checkEndings(survey: Survey, graph: PageGraph, note: Note): void {
  const [first, ...others] = endsOf(survey, graph)
  if (!first) return
  for (const end of others)
    for (const locale of survey.locales) {
      const wanted = linksOf(first, locale, survey)
      const found = linksOf(end, locale, survey)
      if (wanted.join() === found.join()) continue
      note(
        'gated-by-answer',
        end.path,
        `${spoken(found)} in ${locale}`,
        `the same as in ${first.path}, whatever was answered: ${spoken(wanted)}`,
        'give every ending the same links, gifts and ways to reach you, or none of them any',
      )
      break
    }
}

function linksOf({ texts }: End, locale: string, survey: Survey): readonly string[] {
  const links = texts.flatMap((text) => [...possibleLinks(textFor(text, locale, survey.defaultLocale), survey)])
  return [...new Set(links)].toSorted()
}

const spoken = (links: readonly string[]): string => (links.length > 0 ? links.join(', ') : 'no link')
