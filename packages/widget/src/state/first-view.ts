import { type Locale, type LocalizedText, type PageView, type Survey, type Words, wordsFor } from '@frankly/core'
import { isPlain, rangeOf } from '@frankly/core/engine'

/**
 * What the engine will show first, without the engine: a page of scales in a survey where nothing but the order of
 * the pages has a say. `undefined`: the engine must be asked, which comes with the rest of the code.
 */
export function firstView(survey: Survey, locale: Locale): PageView | undefined {
  const [page, ...others] = survey.pages.filter(({ questions }) => questions.length)
  if (!page || page.branches?.length || !isPlain(survey)) return
  const say = (text: LocalizedText | undefined): Words => wordsFor(text, locale, survey.defaultLocale)
  const questions: PageView['questions'][number][] = []
  for (const question of page.questions) {
    if (question.kind !== 'rating') return
    const { id, kind, scale, labels, required = false } = question
    const [low, high] = rangeOf(scale)
    const points = [...Array(high - low + 1).keys()].map((i) => ({ id: `${low + i}`, ...say(labels?.[i]) }))
    const help = say(question.help)
    questions.push({
      id,
      kind,
      ...say(question.text),
      help: help.text,
      ...(help.lang && { helpLang: help.lang }),
      required,
      definition: question,
      options: [],
      points,
    })
  }
  const [title, intro] = [say(page.title), say(survey.intro)]
  const langs = { ...(title.lang && { titleLang: title.lang }), ...(intro.lang && { introLang: intro.lang }) }
  const isLast = !others.length
  return {
    screen: 'page',
    locale,
    pageId: page.id,
    title: title.text,
    intro: intro.text,
    ...langs,
    questions,
    canGoBack: false,
    isLast,
    progress: 0,
  }
}
