import type { Question, Survey } from '@frankly/core'

/** Key of the project whose shop the suite plays. */
export const SHOP_PROJECT = 'pk_chaos'

/** The questionnaire that a customer opens, not an order. */
export const DOOR = 'complaint'

/** Which questionnaire an order brings, and by which coupon the shop says so. */
export const ASKED = ['after', 'kinds', 'contact'] as const
export type Asked = (typeof ASKED)[number]

/**
 * The shop's questionnaires, of several kinds of questions. Every question carries `[survey.version]` in its words, so
 * that whoever reads the screen knows of which version the words on it are.
 */
export function surveysOf(version = 1): readonly Survey[] {
  return [after(version), kinds(version), contact(version), complaint(version)]
}

const after = (version: number): Survey => ({
  ...frame('after', version),
  pages: [
    {
      id: 'first',
      questions: [{ ...asked('after', version, 'rate', 'How did ordering go?'), kind: 'rating', scale: 'csat5' }],
    },
    {
      id: 'words',
      questions: [
        { ...asked('after', version, 'best', 'What did we do best?'), kind: 'text', asks: 'praise' },
        // every second version asks something that the others do not, and does not ask something that they do
        {
          ...asked('after', version, version % 2 ? 'fix' : 'mend', 'What should we mend?'),
          kind: 'text',
          asks: 'fault',
        },
        ...(version % 2 === 0
          ? []
          : [
              {
                ...asked('after', version, 'again', 'Will you come again?'),
                kind: 'rating',
                scale: 'thumbs',
              } as Question,
            ]),
      ],
    },
  ],
})

const kinds = (version: number): Survey => ({
  ...frame('kinds', version),
  pages: [
    {
      id: 'choices',
      questions: [
        {
          ...asked('kinds', version, 'why', 'Why us?'),
          kind: 'choice',
          multiple: true,
          choices: choices('price', 'speed', 'people', 'place'),
        },
      ],
    },
    {
      id: 'rows',
      questions: [
        {
          ...asked('kinds', version, 'parts', 'How were they?'),
          kind: 'matrix',
          rows: choices('goods', 'parcel', 'courier', 'site'),
          columns: choices('bad', 'fair', 'good'),
        },
      ],
    },
    {
      id: 'end',
      questions: [
        { ...asked('kinds', version, 'stars', 'All in all?'), kind: 'rating', scale: 'stars5' },
        { ...asked('kinds', version, 'more', 'Anything else?'), kind: 'text' },
      ],
    },
  ],
})

const contact = (version: number): Survey => ({
  ...frame('contact', version),
  pages: [
    {
      id: 'wish',
      questions: [{ ...asked('contact', version, 'wish', 'What do you miss?'), kind: 'text', asks: 'idea' }],
    },
    { id: 'reply', questions: reply('contact', version) },
  ],
})

const complaint = (version: number): Survey => ({
  ...frame(DOOR, version),
  touchpoint: 'support',
  priority: 100,
  targeting: { alwaysOpen: true },
  pages: [
    {
      id: 'what',
      questions: [
        {
          ...asked('complaint', version, 'complaint', 'What happened?'),
          kind: 'complaint',
          part: 'words',
          required: true,
        },
      ],
    },
    {
      id: 'wish',
      questions: [
        {
          ...asked('complaint', version, 'wish', 'What would put it right?'),
          kind: 'complaint',
          part: 'wish',
          of: 'complaint',
        },
      ],
    },
    { id: 'reply', questions: reply('complaint', version) },
  ],
})

function frame(id: string, version: number) {
  return {
    schema: 1,
    id,
    version,
    title: `${id} ${version}`,
    defaultLocale: 'en',
    locales: ['en'],
    touchpoint: 'order_confirmed',
    targeting: { triggers: [{ on: 'purchase', where: [{ key: 'coupon', op: 'eq', value: id }] }] },
  } as const
}

function asked(survey: string, version: number, id: string, text: string): Pick<Question, 'id' | 'text'> {
  return { id, text: `${text} [${survey}.${version}]` }
}

function choices(...ids: readonly string[]) {
  return ids.map((id) => ({ id, text: id }))
}

function reply(survey: string, version: number): readonly Question[] {
  return [
    { ...asked(survey, version, 'reply', 'How should we reply?'), kind: 'contact' },
    {
      ...asked(survey, version, 'reply_consent', 'You may use my contact for this.'),
      kind: 'consent',
      purpose: 'contact',
      textVersion: '1',
      required: true,
      showIf: { left: { answer: 'reply', part: 'channel' }, op: 'in', right: ['email', 'phone', 'telegram', 'sms'] },
    },
  ]
}
