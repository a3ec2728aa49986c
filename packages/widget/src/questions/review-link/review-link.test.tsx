import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

it('[peers 40] opens http and https only, in a window of its own', async () => {
  shown = await open(surveyOf([[{ kind: 'review_link', id: 'q', text: 'Tell others?', url: 'https://example.com/r' }]]))
  const link = shown.find<HTMLAnchorElement>('a')
  expect([link.getAttribute('href'), link.target, link.rel]).toEqual([
    'https://example.com/r',
    '_blank',
    'noopener noreferrer',
  ])
  shown.stop()
  shown = await open(surveyOf([[{ kind: 'review_link', id: 'q', text: 'Tell others?', url: 'javascript:alert(1)' }]]))
  expect(shown.all('a')).toHaveLength(0)
})

it('[promise 3] looks the same whatever was answered', async () => {
  const survey = surveyOf([
    [
      { kind: 'rating', id: 'r', text: 'How?', scale: 'csat5' },
      { kind: 'review_link', id: 'q', text: 'Tell others?', url: 'https://example.com/r' },
    ],
  ])
  const looks = new Set<string>()
  for (const value of [1, 5]) {
    shown = await open(survey, {
      before: [{ type: 'answered', questionId: 'r', value: { kind: 'rating', value }, at: 0 }],
    })
    looks.add(shown.find('[data-q=q]').outerHTML)
    shown.stop()
  }
  expect(looks.size).toBe(1)
})
