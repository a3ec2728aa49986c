import type { Delivery, Response as Revision } from '@frankly/core'
import type { AnswerKind, AnswerOf } from '@frankly/core/model'
import type { CaseFacts, DeliveryQuestion, DeliveryTexts, DeliveryType } from '@frankly/core/wire'

/** Text that tries to break out of every markup, header, query and spreadsheet that an adapter writes. @public */
export const HOSTILE: string = [
  '<script>alert(1)</script><img src=x onerror=alert(1)> &amp; "quoted" \'single\'',
  '<!channel> <@U123> @everyone <https://evil.example|shop.example> [click](javascript:alert(1))',
  '*bold* _under_ ~strike~ `code` ```block``` ||spoiler|| # head\n> quote\n- list\n1. one',
  '=HYPERLINK("https://evil.example") +1 -1 @SUM(A1) \u0000\u0007\u001b[31m \u202egnp.exe',
  "'; drop table answers; -- {{7*7}} #{7*7} %s %n \\u0000 \\r\\n\r\nX-Injected: 1\r\n\r\n",
  '👨‍👩‍👧‍👦🇷🇺👍🏽 é Z̸͎̈́ 漢字 عربى \ud83d unfinished',
].join('\n')

const AT = Date.UTC(2026, 10, 21, 12)
const ID = '019aa5f0-6c00-7abc-8def-0123456789ab'

/** Which deliveries to make. @public */
export interface SampleOptions {
  /** Default `full`. `minimal`: every optional field is missing. `oversize`: 120 000 characters of text. */
  readonly kind?: 'full' | 'minimal' | 'hostile' | 'oversize'
  /** Tells samples apart: two of one number are the same delivery. Default 1. */
  readonly number?: number
  /** Default `1`. */
  readonly attempt?: number
  /** The response holds the answer of this kind in {@link SAMPLE_ANSWERS}, and no other. Default: several that go together. */
  readonly answer?: AnswerKind
}

/** An answer with the question that it belongs to. @public */
export interface SampleAnswer<Kind extends AnswerKind> {
  /** With the words of its choices. */
  readonly question: DeliveryQuestion & { readonly kind: Kind }
  /** The value of the answer. */
  readonly answer: AnswerOf<Kind>
  /** Words of customer and survey that a message about it must have: letters only, so that no markup changes them. */
  readonly theirs: readonly string[]
  /** Words of the shop's people for what was chosen from our own lists; an adapter for pages has ids instead. */
  readonly ours?: readonly string[]
}

/** One answer of every kind: to see that an adapter which writes for people leaves none of them out. @public */
export const SAMPLE_ANSWERS: { readonly [Kind in AnswerKind]: SampleAnswer<Kind> } = {
  rating: {
    question: { id: 'rate', kind: 'rating', text: 'Rate it', labels: { 2: 'Soggy' } },
    answer: { kind: 'rating', value: 2 },
    theirs: ['Rate it', 'Soggy'],
  },
  scale: {
    question: { id: 'weight', kind: 'scale', text: 'Weigh it', labels: { 7: 'Weighty' } },
    answer: { kind: 'scale', value: 7 },
    theirs: ['Weigh it', 'Weighty'],
  },
  choice: {
    question: { id: 'why', kind: 'choice', text: 'Pick one', labels: { late: 'Belated' } },
    answer: { kind: 'choice', choices: ['late', 'other'], other: 'Frosty' },
    theirs: ['Pick one', 'Belated', 'Frosty'],
  },
  text: {
    question: { id: 'words', kind: 'text', text: 'Say more' },
    answer: { kind: 'text', text: 'Whistles all night' },
    theirs: ['Say more', 'Whistles all night'],
  },
  matrix: {
    question: {
      id: 'grid',
      kind: 'matrix',
      text: 'Each part',
      labels: { lid: 'Lidded', spout: 'Spouted', seldom: 'Seldom' },
    },
    answer: { kind: 'matrix', rows: { lid: 'seldom', spout: 'na' } },
    theirs: ['Each part', 'Lidded', 'Seldom', 'Spouted'],
    ours: ['does not apply'],
  },
  ranking: {
    question: { id: 'rank', kind: 'ranking', text: 'In order', labels: { lid: 'Lidded', spout: 'Spouted' } },
    answer: { kind: 'ranking', order: ['spout', 'lid'] },
    theirs: ['In order', 'Spouted', 'Lidded'],
  },
  split: {
    question: { id: 'points', kind: 'split', text: 'Share out', labels: { lid: 'Lidded', spout: 'Spouted' } },
    answer: { kind: 'split', points: { lid: 73, spout: 27 } },
    theirs: ['Share out', 'Lidded', '73', 'Spouted', '27'],
  },
  contact: {
    question: { id: 'reply', kind: 'contact', text: 'Reply how' },
    answer: { kind: 'contact', channel: 'phone', address: 'Marigold', hours: ['evening'] },
    theirs: ['Marigold'],
    ours: ['phone', 'evening'],
  },
  consent: {
    question: { id: 'agree', kind: 'consent', text: 'May we print it' },
    answer: { kind: 'consent', granted: true },
    theirs: ['May we print it'],
    ours: ['Yes'],
  },
  attachment: {
    question: { id: 'photo', kind: 'attachment', text: 'A photo' },
    answer: {
      kind: 'attachment',
      files: [{ id: '019aa5f0-6c00-7abc-8def-0123456789ff', name: 'dent', type: 'image/jpeg', size: 9 }],
    },
    theirs: ['dent'],
  },
  praise: {
    question: { id: 'thanks', kind: 'praise', text: 'Who shone' },
    answer: { kind: 'praise', text: 'Ran after me', who: 'Boris', praise: 'rescue' },
    theirs: ['Ran after me', 'Boris'],
    ours: ['They saved the day'],
  },
  complaint: {
    question: { id: 'trouble', kind: 'complaint', text: 'What happened' },
    answer: {
      kind: 'complaint',
      text: 'It caught fire',
      category: 'slow',
      remedy: 'refund',
      remedyText: 'in coins',
      nameVisibleTo: 'team',
    },
    theirs: ['It caught fire', 'in coins'],
    ours: ['Slow service', 'refund', 'those who reply'],
  },
}

/**
 * A delivery of a type to try an adapter with: the same that queue and outbox make.
 * @public
 */
export function sampleDelivery(type: DeliveryType, options: SampleOptions = {}): Delivery {
  const { kind = 'full', number = 1 } = options
  const id = ID.slice(0, -4) + number.toString(16).padStart(4, '0')
  const bare = kind === 'minimal'
  const words =
    kind === 'hostile' ? HOSTILE : kind === 'oversize' ? 'Слово 👩‍👩‍👧 '.repeat(8000) : 'The parcel came wet.'
  const alone = options.answer && SAMPLE_ANSWERS[options.answer]
  const whole = sampleResponse(id, bare, words, type !== 'praise.created')
  const response = alone ? { ...whole, answers: { [alone.question.id]: alone.answer } } : whole
  const facts: CaseFacts = {
    id: `case-${number}`,
    receiptCode: 'K7M4-2QXD-9',
    state: 'open',
    severity: 'high',
    openedAt: AT,
    ...(bare ? {} : { category: 'quality', dueAt: AT + 86_400_000, summary: words }),
  }
  const base = {
    id: type === 'response.completed' || type === 'answer.saved' ? `${id}.1` : `${type}.${id}`,
    project: 'pk_demo',
    occurredAt: AT,
    lane: type.startsWith('case') ? ('urgent' as const) : ('normal' as const),
    attempt: options.attempt ?? 1,
    ...(bare
      ? {}
      : {
          texts: sampleTexts(kind === 'hostile' ? HOSTILE : '', alone?.question),
          links: { case: 'https://desk.example/cases/1?a=1&b=2' },
        }),
  }
  switch (type) {
    case 'praise.created':
      return {
        ...base,
        type,
        data: { response, text: words, ...(bare ? {} : { who: kind === 'hostile' ? HOSTILE : 'Anna' }) },
      }
    case 'case.opened':
      return { ...base, type, data: { case: facts, ...(bare ? {} : { response }) } }
    case 'case.updated':
      return { ...base, type, data: { case: facts, change: 'answered', ...(bare ? {} : { response }) } }
    case 'subject.erased':
      return { ...base, type, data: { responseIds: [id], ...(bare ? {} : { subjectId: 'u-1' }) } }
    case 'answer.saved':
    case 'response.completed':
      return { ...base, type, lane: 'urgent', data: { response } }
  }
}

function sampleResponse(id: string, bare: boolean, words: string, complaint: boolean): Revision {
  return {
    id,
    revision: 1,
    surveyId: 'after-purchase',
    surveyVersion: 3,
    status: 'completed',
    mode: 'web',
    test: false,
    locale: 'en',
    touchpoint: 'checkout',
    answers: bare
      ? {}
      : {
          rate: { kind: 'rating', value: 2 },
          why: { kind: 'choice', choices: ['late', 'other'], other: words },
          fix: { kind: 'text', text: words },
          reply: { kind: 'contact', channel: 'email', address: 'ann@example.com', hours: ['day'] },
          ...(complaint
            ? {
                trouble: {
                  kind: 'complaint' as const,
                  text: words,
                  category: 'quality' as const,
                  remedy: 'refund' as const,
                },
              }
            : { thanks: { kind: 'praise' as const, text: words, who: 'Anna' } }),
        },
    context: bare
      ? {}
      : { path: '/thanks', order: { orderId: 'A-1001', value: 1990, currency: 'RUB', items: [{ name: 'Teapot' }] } },
    ...(bare ? {} : { subject: { id: 'u-1', traits: { plan: 'gold' } }, receiptCode: 'K7M4-2QXD-9' }),
    ...(bare || !complaint ? {} : { complaint: { severity: 'high' as const } }),
    consents: bare ? [] : [{ purpose: 'contact', granted: true, textVersion: '1', at: AT }],
    timings: { startedAt: AT - 20_000, updatedAt: AT, ...(bare ? {} : { completedAt: AT }) },
  }
}

function sampleTexts(hostile: string, alone: DeliveryQuestion | undefined): DeliveryTexts {
  const say = (text: string): string => (hostile ? `${text} ${hostile}` : text)
  return {
    surveyId: 'after-purchase',
    title: say('After the purchase'),
    questions: alone
      ? [alone]
      : [
          { id: 'rate', kind: 'rating', text: say('How did ordering go?'), labels: { '2': say('Badly') } },
          { id: 'why', kind: 'choice', text: say('What was it?'), labels: { late: say('Late'), other: 'Other' } },
          { id: 'fix', kind: 'text', text: say('What should we fix?') },
          { id: 'reply', kind: 'contact', text: say('How should we reply?') },
          { id: 'trouble', kind: 'complaint', text: say('What happened?') },
          { id: 'thanks', kind: 'praise', text: say('What did we do best?') },
        ],
  }
}
