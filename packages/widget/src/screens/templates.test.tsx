import { type Page, type Question, type Survey, textFor } from '@frankly/core'
import { templates } from '@frankly/templates'
import { afterEach, describe, expect, it } from 'vitest'
import { type Opened, open } from '../../test/support/open.ts'

/** One page alone: what it shows must not depend on how one came to it. */
function alone(survey: Survey, page: Page): Survey {
  const questions = page.questions.map(({ showIf: _, ...question }) => question as Question)
  const { offerMoreBefore: _more, variables: _variables, targeting: _targeting, ...rest } = survey
  return { ...rest, pages: [{ id: page.id, questions }] }
}

let opened: Opened | undefined
afterEach(() => opened?.stop())

describe.each(templates.map((survey) => [survey.id, survey] as const))('template %s', (_, survey) => {
  it.each(survey.locales)('renders every page in the widget, in %s', async (locale) => {
    for (const page of survey.pages) {
      opened = await open(alone(survey, page), { locale })
      const words = opened.root.textContent ?? ''
      for (const question of page.questions) {
        const text = textFor(question.text, locale).replace(/\{[^}]*\}+|\*\*|\[|\]\([^)]*\)/g, '|')
        for (const part of text.split('|')) expect(words).toContain(part.trim())
      }
      opened.stop()
    }
  })
})
