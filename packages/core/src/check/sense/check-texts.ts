import type { Locale } from '../../model/ids.ts'
import { isSafeAddress, linkAt } from '../../model/rich-text.ts'
import type { Survey } from '../../model/survey.ts'
import { checkUrl } from './check-url.ts'
import type { Note } from './notes.ts'
import { questionsOf, textsIn } from './walk.ts'

/** A tag, an end tag, a comment: anything that a careless renderer might take for HTML. */
const HTML = /<[a-z!/?]/i
/** What a link may lead to. */
const LINKED = ['https:', 'http:', 'mailto:', 'tel:']
const PLACE = /\{\{([^{}]*)\}\}/g
const KNOWN_PLACE = /^\s*(answer|context|var):([\w.-]+)\s*(?:\|[^{}]*)?$/

/** [S3] Texts: in the default language, no HTML, safe links, places that exist. */
export function checkTexts(survey: Survey, note: Note): void {
  const { defaultLocale, locales } = survey
  if (!locales.includes(defaultLocale))
    note('missing-language', 'locales', locales.join(', '), `a list that holds the default language ${defaultLocale}`)
  const questions = questionsOf(survey)
  for (const { part, path } of textsIn(survey)) {
    if (typeof part === 'string') {
      checkWords(part, path)
      continue
    }
    if (part[defaultLocale] === undefined)
      note(
        'missing-text',
        path,
        Object.keys(part).join(', '),
        `a text in the default language ${defaultLocale}`,
        'add it',
      )
    for (const [locale, words] of Object.entries<string>(part)) {
      if (!locales.includes(locale as Locale))
        note('unknown-language', `${path}.${locale}`, locale, `one of ${locales.join(', ')}`, 'list it in `locales`')
      checkWords(words, `${path}.${locale}`)
    }
  }

  function checkWords(words: string, path: string): void {
    if (HTML.test(words))
      note('html', path, words, 'plain words', 'write **bold**, *italics* and [words](https://…) in place of HTML')
    checkLinks(words, path, note)
    for (const [, place = ''] of words.matchAll(PLACE)) {
      const [, source, name = ''] = KNOWN_PLACE.exec(place) ?? []
      if (!source)
        note('unknown-place', path, `{{${place}}}`, '{{answer:id|…}}, {{context:order.orderId|…}} or {{var:id|…}}')
      const [id = ''] = name.split('.')
      if (source === 'answer' && !questions.some(({ part }) => part.id === id))
        note('unknown-question', path, `{{${place}}}`, 'the id of a question', 'look for a slip of the pen')
      if (source === 'var' && !survey.variables?.some((variable) => variable.id === id))
        note('unknown-variable', path, `{{${place}}}`, 'the id of a variable', 'define it in `variables`')
    }
  }
}

/** Every link as the reader of texts sees it (`richText`), and what only begins like one. */
function checkLinks(words: string, path: string, note: Note): void {
  let rest = ''
  for (let at = 0; at < words.length; at++) {
    const link = words[at] === '[' ? linkAt(words, at) : undefined
    if (!link) {
      rest += words[at]
      continue
    }
    // `https:shop.example` would be read as a path of the page
    checkUrl(isSafeAddress(link.url) ? link.url : link.url.replace(/^https?:(?!\/\/)/i, ''), path, LINKED, note)
    at = link.end - 1
  }
  if (rest.includes(']('))
    note('open-link', path, words, '[words](address), every bracket closed', 'write %28 or %29 for a single one')
}
