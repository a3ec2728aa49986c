import type { CollectorProcess } from '@frankly/testing'
import { type Contender, FORMBRICKS_SDK, POSTHOG, SENTRY_ONE, SURVEYJS } from '../widget/contenders.ts'
import { frankly } from '../widget/frankly-site.ts'

/** What a customer writes. */
export const SENTENCE = 'The delivery fee only showed up on the last step.'

/** One act of a customer: a tap on what a selector finds, or the sentence written into it. */
export type Act =
  | {
      readonly tap: string
      /** Needed only where this is not there by itself. */
      readonly unless?: string
    }
  | { readonly write: string }

/** The two things that a customer wants to say. */
export const TASKS = ['score', 'words'] as const
export type Task = (typeof TASKS)[number]

/** A product as its customers meet it. */
export interface Product {
  readonly name: string
  readonly contender: Contender
  /** Where its first frame is. */
  readonly frame: string
  /** What to do, in order, until the answer has left. Absent: it cannot be said. */
  readonly acts: Partial<Record<Task, readonly Act[]>>
  /** A body in which the score travels. */
  readonly scored: RegExp
  /** What its default form cannot do by itself, or does of its own accord. */
  readonly remark: string
}

const ONWARD = 'frankly-box button:text-matches("^(Next|Send)$")'

/** The name of our row. */
export const OURS = 'Frankly'

/** Ours first, then the rivals in the order of the look-book. */
export function productsWith(collector: CollectorProcess): readonly Product[] {
  return [
    {
      name: OURS,
      contender: frankly(collector).ahead,
      frame: 'frankly-box .card',
      scored: /"value":4/,
      acts: script('label:has(input[type=radio]) >> nth=3', 'frankly-box textarea >> nth=-1', ONWARD),
      remark:
        'The default template for a purchase, as the built tag shows it; it waits for its moment here, so that its code is on the page as that of the others is. A real collector takes the answers.',
    },
    {
      name: called(SENTRY_ONE),
      contender: SENTRY_ONE,
      frame: '#sentry-feedback form',
      scored: /no score/,
      acts: { words: [{ write: 'textarea[name=message]' }, { tap: 'form button[type=submit]' }] },
      remark:
        'It has no scale: a score cannot be given, and its words are a bug report. The sentence alone is counted.',
    },
    {
      name: called(POSTHOG),
      contender: POSTHOG,
      frame: '.survey-form',
      scored: /survey sent/,
      acts: script('.ratings-number >> nth=3', '.survey-form textarea', '.form-submit'),
      remark:
        'It does not follow the dark colours of system or page. Its SDK gathers events for 3 s before it sends them.',
    },
    {
      name: called(FORMBRICKS_SDK),
      contender: FORMBRICKS_SDK,
      frame: '#fbjs .formbricks-form, #fbjs [class*=shadow-lg]',
      scored: /"q":4/,
      acts: script('#fbjs label:has(input[type=radio]) >> nth=3', '#fbjs textarea', '#fbjs button[type=submit]'),
      remark:
        'It does not follow the dark colours of system or page. The last SDK that is on npm, with surveys 1.99.0; it fetches its renderer ahead, as the SDK of today does, and runs it on opening.',
    },
    {
      name: called(SURVEYJS),
      contender: SURVEYJS,
      frame: '.sd-root-modern',
      scored: /"q":4/,
      acts: script('.sd-rating__item >> nth=3', '.sd-root-modern textarea', 'input[value=Complete]'),
      remark:
        'A library of forms: where the form stands and where it posts is the page’s own work, and so are dark colours.',
    },
  ]
}

/** The name with its version, without how it is embedded. */
const called = ({ name }: Contender): string => name.split(',')[0]!

/** A score first, then words; the button is pressed in between where the field does not come by itself. */
function script(scale: string, field: string, onward: string): Product['acts'] {
  return {
    score: [{ tap: scale }, { tap: onward }],
    words: [{ tap: scale }, { tap: onward, unless: field }, { write: field }, { tap: onward }],
  }
}
