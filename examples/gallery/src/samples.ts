import type { AnswerValue, LocalizedText, Page, Question, QuestionKind, RatingScale, Survey } from '@frankly/core'

/** A page to show, and an answer for it. */
export interface Sample {
  readonly intro?: LocalizedText
  readonly pages: readonly Page[]
  readonly answers: Readonly<Record<string, AnswerValue>>
  readonly offerMoreBefore?: string
}

/** Languages that the samples are written in. */
export const SAMPLE_LANGUAGES = ['en', 'ru', 'de', 'ar', 'ja'] as const

const t = (en: string, ru: string, ar: string, de: string, ja: string): LocalizedText => ({ en, ru, ar, de, ja })

const RATE = t(
  'How did ordering go?',
  'Как прошло оформление заказа?',
  'كيف سارت عملية الطلب؟',
  'Wie lief die Bestellung?',
  'ご注文はいかがでしたか？',
)
const NPS = t(
  'How likely are you to recommend us to a friend?',
  'Насколько вероятно, что вы посоветуете нас друзьям?',
  'ما مدى احتمال أن توصي بنا لصديق؟',
  'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
  '私たちを友人に薦める可能性はどのくらいありますか？',
)
const EASY = t(
  'How easy or hard was it to get your issue resolved?',
  'Насколько легко или сложно было решить ваш вопрос?',
  'ما مدى سهولة أو صعوبة حل سؤالك؟',
  'Wie leicht oder schwer war es, Ihr Anliegen zu klären?',
  'ご用件の解決はどのくらい簡単でしたか、それとも大変でしたか？',
)
const FIX = t(
  'What should we fix? Be blunt: nobody will be punished for it.',
  'Что нам исправить? Говорите прямо: никого за это не накажут.',
  'ما الذي علينا إصلاحه؟ تكلم بصراحة، فلن يعاقب أحد على ذلك.',
  'Was sollen wir besser machen? Ganz offen: Niemand wird dafür bestraft.',
  '直すべきところはどこですか？率直にどうぞ。誰も罰せられません。',
)
const WHY = t('Why us?', 'Почему вы выбрали нас?', 'لماذا اخترتنا؟', 'Warum wir?', '当店を選んだ理由は？')
const IMPORTANT = t(
  'How important is fast delivery?',
  'Насколько важна быстрая доставка?',
  'ما مدى أهمية سرعة التوصيل؟',
  'Wie wichtig ist schnelle Lieferung?',
  '配送の速さはどのくらい大切ですか？',
)
const IMPORTANCE = {
  low: t('Not important', 'Не важна', 'غير مهمة', 'Nicht wichtig', '大切ではない'),
  high: t('Very important', 'Очень важна', 'مهمة جدا', 'Sehr wichtig', 'とても大切'),
}
const MOOD = t(
  'What is the mood on the team today?',
  'Какое сегодня настроение в команде?',
  'كيف مزاج الفريق اليوم؟',
  'Wie ist heute die Stimmung im Team?',
  '今日のチームの雰囲気は？',
)
const MOODS = {
  low: t('Gloomy', 'Мрачное', 'كئيب', 'Trüb', '暗い'),
  high: t('Cheerful', 'Бодрое', 'مرح', 'Heiter', '明るい'),
}
const REASONS = [
  { id: 'range', text: t('The range', 'Выбор', 'التشكيلة', 'Die Auswahl', '品ぞろえ') },
  { id: 'advice', text: t('Good advice', 'Толковый совет', 'النصيحة الجيدة', 'Gute Beratung', 'よい助言') },
  { id: 'price', text: t('The price', 'Цена', 'السعر', 'Der Preis', '価格') },
  { id: 'speed', text: t('Fast delivery', 'Быстрая доставка', 'سرعة التوصيل', 'Schnelle Lieferung', '配送の速さ') },
]
const picture = (hue: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="${hue}"/></svg>`)}`

const one = (question: Question, answer?: AnswerValue): Sample => ({
  pages: [{ id: 'p', questions: [question] }],
  answers: answer ? { [question.id]: answer } : {},
})
const rating = (scale: RatingScale, text: LocalizedText, value: number): Sample =>
  one({ kind: 'rating', id: 'q', text, scale, required: true }, { kind: 'rating', value })

/** Samples of a kind by variant; `''` where there is one only. */
type Variants = Readonly<Record<string, Sample>>

/** Every kind of question, with the variants that look different. */
const KINDS = {
  rating: {
    csat5: rating('csat5', RATE, 4),
    nps: rating('nps', NPS, 8),
    ces2: rating(
      'ces2',
      t(
        'The shop made it easy for me.',
        'С этим магазином было легко.',
        'جعل المتجر الأمر سهلا علي.',
        'Der Shop hat es mir leicht gemacht.',
        'このお店のおかげで簡単にできました。',
      ),
      6,
    ),
    ease5: rating('ease5', EASY, 2),
    stars5: rating(
      'stars5',
      t(
        'How is the teapot?',
        'Как вам чайник?',
        'كيف تجد إبريق الشاي؟',
        'Wie gefällt Ihnen die Teekanne?',
        'ティーポットはいかがですか？',
      ),
      5,
    ),
    thumbs: rating(
      'thumbs',
      t(
        'Was the parcel in good order?',
        'Посылка пришла в порядке?',
        'هل وصل الطرد سليما؟',
        'War das Paket in Ordnung?',
        '荷物は無事に届きましたか？',
      ),
      1,
    ),
    emoji5: rating('emoji5', RATE, 3),
    na: one(
      { kind: 'rating', id: 'q', text: EASY, scale: 'csat5', notApplicable: true, required: true },
      { kind: 'rating', value: 'na' },
    ),
  },
  scale: {
    numbers: one(
      { kind: 'scale', id: 'q', text: IMPORTANT, min: 1, max: 10, ends: IMPORTANCE, look: 'numbers', required: true },
      { kind: 'scale', value: 7 },
    ),
    words: one(
      {
        kind: 'scale',
        id: 'q',
        text: t(
          'The size was as described.',
          'Размер совпал с описанием.',
          'كان المقاس كما وصف.',
          'Die Größe war wie beschrieben.',
          'サイズは説明どおりでした。',
        ),
        min: 1,
        max: 5,
        words: [
          t('Not at all', 'Совсем нет', 'لا إطلاقا', 'Gar nicht', '全然違う'),
          t('Rather not', 'Скорее нет', 'إلى حد ما لا', 'Eher nicht', 'やや違う'),
          t('Partly', 'Отчасти', 'جزئيا', 'Teils', '一部'),
          t('Mostly', 'Скорее да', 'غالبا', 'Eher ja', 'ほぼ'),
          t('Fully', 'Полностью', 'تماما', 'Genau', '完全に'),
        ],
        look: 'numbers',
        required: true,
      },
      { kind: 'scale', value: 4 },
    ),
    slider: one(
      {
        kind: 'scale',
        id: 'q',
        text: IMPORTANT,
        min: 0,
        max: 100,
        step: 5,
        ends: IMPORTANCE,
        look: 'slider',
        notApplicable: true,
        required: true,
      },
      { kind: 'scale', value: 65 },
    ),
    stars: one(
      { kind: 'scale', id: 'q', text: IMPORTANT, min: 1, max: 7, ends: IMPORTANCE, look: 'stars', required: true },
      { kind: 'scale', value: 5 },
    ),
    faces: one(
      { kind: 'scale', id: 'q', text: MOOD, min: -1, max: 1, ends: MOODS, look: 'faces', required: true },
      { kind: 'scale', value: 1 },
    ),
  },
  text: {
    long: one(
      { kind: 'text', id: 'q', text: FIX, required: true },
      { kind: 'text', text: 'The lid arrived chipped, but your colleague Anna answered in five minutes.' },
    ),
    email: one(
      {
        kind: 'text',
        id: 'q',
        text: t('Your e-mail', 'Ваша почта', 'بريدك الإلكتروني', 'Ihre E-Mail-Adresse', 'メールアドレス'),
        input: 'email',
        required: true,
      },
      { kind: 'text', text: 'anna@example' },
    ),
  },
  choice: {
    single: one(
      { kind: 'choice', id: 'q', text: WHY, choices: REASONS, other: true, required: true },
      { kind: 'choice', choices: ['advice'] },
    ),
    multiple: one(
      {
        kind: 'choice',
        id: 'q',
        text: WHY,
        choices: REASONS,
        multiple: true,
        max: 3,
        other: true,
        none: true,
        required: true,
      },
      { kind: 'choice', choices: ['advice', 'speed', 'other'], other: 'The smell of the shop' },
    ),
    dropdown: one(
      { kind: 'choice', id: 'q', text: WHY, choices: REASONS, display: 'dropdown', required: true },
      { kind: 'choice', choices: ['price'] },
    ),
    picture: one(
      {
        kind: 'choice',
        id: 'q',
        text: t(
          'Which glaze do you like?',
          'Какая глазурь вам по душе?',
          'أي طلاء يعجبك؟',
          'Welche Glasur gefällt Ihnen?',
          'どの釉薬がお好みですか？',
        ),
        display: 'picture',
        required: true,
        choices: [
          { id: 'moss', text: t('Moss', 'Мох', 'طحلب', 'Moos', '苔'), image: picture('#7d8f69') },
          { id: 'sand', text: t('Sand', 'Песок', 'رمل', 'Sand', '砂'), image: picture('#d9c3a0') },
          { id: 'rain', text: t('Rain', 'Дождь', 'مطر', 'Regen', '雨'), image: picture('#8ba3b0') },
          { id: 'brick', text: t('Brick', 'Кирпич', 'طوب', 'Ziegel', '煉瓦'), image: picture('#b0654a') },
        ],
      },
      { kind: 'choice', choices: ['rain'] },
    ),
  },
  matrix: {
    '': one(
      {
        kind: 'matrix',
        id: 'q',
        text: t(
          'How would you rate us on…',
          'Как вы оцените…',
          'كيف تقيمنا في…',
          'Wie bewerten Sie uns bei …',
          '次の点はいかがでしたか…',
        ),
        required: true,
        notApplicable: true,
        rows: [
          {
            id: 'courtesy',
            text: t(
              'Politeness and respect',
              'Вежливость и уважение',
              'اللطف والاحترام',
              'Höflichkeit und Respekt',
              '礼儀と敬意',
            ),
          },
          {
            id: 'reliability',
            text: t(
              'Doing what was promised',
              'Делаем, что обещали',
              'الوفاء بالوعد',
              'Halten, was versprochen wurde',
              '約束を守ること',
            ),
          },
          { id: 'tangibles', text: t('Packaging', 'Упаковка', 'التغليف', 'Verpackung', '梱包') },
        ],
        columns: [
          { id: 'poor', text: t('Poor', 'Плохо', 'سيئ', 'Schlecht', '悪い') },
          { id: 'fair', text: t('So-so', 'Так себе', 'متوسط', 'Mittel', 'ふつう') },
          { id: 'good', text: t('Good', 'Хорошо', 'جيد', 'Gut', 'よい') },
        ],
      },
      { kind: 'matrix', rows: { courtesy: 'good', reliability: 'fair' } },
    ),
  },
  ranking: {
    '': one(
      {
        kind: 'ranking',
        id: 'q',
        text: t(
          'What matters most?',
          'Что важнее всего?',
          'ما الأهم؟',
          'Was ist Ihnen am wichtigsten?',
          '一番大切なのは何ですか？',
        ),
        choices: REASONS,
        top: 3,
        required: true,
      },
      { kind: 'ranking', order: ['advice', 'speed'] },
    ),
  },
  split: {
    '': one(
      {
        kind: 'split',
        id: 'q',
        text: t(
          'Share out 100 points',
          'Распределите 100 баллов',
          'وزع ١٠٠ نقطة',
          'Verteilen Sie 100 Punkte',
          '100ポイントを振り分けてください',
        ),
        choices: REASONS.slice(0, 3),
        required: true,
      },
      { kind: 'split', points: { range: 40, advice: 40 } },
    ),
  },
  contact: {
    '': one(
      {
        kind: 'contact',
        id: 'q',
        text: t(
          'How should we reply?',
          'Как вам ответить?',
          'كيف نرد عليك؟',
          'Wie dürfen wir antworten?',
          'ご返事の方法は？',
        ),
        required: true,
      },
      { kind: 'contact', channel: 'phone', address: '+7 495', hours: ['morning'] },
    ),
  },
  consent: {
    '': one(
      {
        kind: 'consent',
        id: 'q',
        text: t(
          'I agree that the shop may use my contact details only to reply to this.',
          'Даю согласие: магазин использует мои контакты только для ответа.',
          'أوافق على أن يستخدم المتجر بياناتي للرد على هذا فقط.',
          'Ich bin einverstanden, dass der Shop meine Kontaktdaten nur für die Antwort hierauf verwendet.',
          'この件への返信のためだけに、連絡先が使われることに同意します。',
        ),
        purpose: 'contact',
        textVersion: '1',
        link: 'https://example.com/consent',
        required: true,
      },
      { kind: 'consent', granted: true },
    ),
  },
  attachment: {
    '': one(
      {
        kind: 'attachment',
        id: 'q',
        text: t(
          'A photo, if it helps',
          'Фото, если поможет',
          'صورة إن كان ذلك مفيدا',
          'Ein Foto, wenn es hilft',
          '役に立ちそうなら写真を',
        ),
        required: true,
      },
      { kind: 'attachment', files: [{ id: '018f', name: 'lid.jpg', type: 'image/jpeg', size: 81_000 }] },
    ),
  },
  statement: {
    '': one({
      kind: 'statement',
      id: 'q',
      text: t(
        'Thank you for your order',
        'Спасибо за заказ',
        'شكرا على طلبك',
        'Danke für Ihre Bestellung',
        'ご注文ありがとうございます',
      ),
      help: t(
        'One **honest** answer helps us more than a compliment. [How we use answers](https://example.com/how)',
        '**Честный** ответ нам полезнее комплимента. [Что мы делаем с ответами](https://example.com/how)',
        'إجابة **صادقة** واحدة تفيدنا أكثر من المجاملة. [كيف نستخدم الإجابات](https://example.com/how)',
        'Eine **ehrliche** Antwort hilft uns mehr als ein Kompliment. [Was wir mit Antworten tun](https://example.com/how)',
        'お世辞より**正直な**ひと言が役に立ちます。[回答の使い方](https://example.com/how)',
      ),
    }),
  },
  praise: {
    '': one(
      {
        kind: 'praise',
        id: 'q',
        text: t(
          'What did we do best?',
          'Что получилось у нас лучше всего?',
          'ما أفضل ما قمنا به؟',
          'Was ist uns am besten gelungen?',
          '一番よかったことは何ですか？',
        ),
        required: true,
      },
      { kind: 'praise', text: 'The tea was packed like a gift.', who: 'Anna', praise: 'flawless' },
    ),
  },
  complaint: {
    '': one(
      {
        kind: 'complaint',
        id: 'q',
        text: t('What happened?', 'Что случилось?', 'ماذا حدث؟', 'Was ist passiert?', '何がありましたか？'),
        required: true,
      },
      { kind: 'complaint', text: 'The lid arrived chipped.', remedy: 'exchange', category: 'quality' },
    ),
  },
  review_link: {
    '': one({
      kind: 'review_link',
      id: 'q',
      text: t(
        'Would you tell others?',
        'Расскажете другим?',
        'هل تخبر الآخرين؟',
        'Erzählen Sie es anderen?',
        'ほかの人にも伝えていただけますか？',
      ),
      url: 'https://example.com/reviews',
    }),
  },
  reward: {
    '': one({
      kind: 'reward',
      id: 'q',
      pool: 'thanks',
      text: t(
        'A pack of tea with your next order',
        'Пачка чая к следующему заказу',
        'علبة شاي مع طلبك القادم',
        'Eine Packung Tee zur nächsten Bestellung',
        '次回のご注文でお茶をひと箱',
      ),
    }),
  },
} satisfies Readonly<Record<QuestionKind, Variants>>

/** Pages of several questions, and a sample for each variant of each kind, named `<kind>` or `<kind>-<variant>`. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  first: {
    pages: [
      {
        id: 'p',
        questions: [
          { kind: 'rating', id: 'q', text: RATE, scale: 'csat5' },
          { kind: 'text', id: 'fix', text: FIX },
        ],
      },
      { id: 'more', questions: [{ kind: 'rating', id: 'nps', text: NPS, scale: 'nps' }] },
    ],
    offerMoreBefore: 'more',
    answers: { q: { kind: 'rating', value: 4 } },
  },
  'first-intro': {
    intro: t(
      'Thanks for your order. One honest answer helps us more than a compliment.',
      'Спасибо за заказ. Честный ответ нам полезнее комплимента.',
      'شكرا لطلبك. إجابة صادقة واحدة تفيدنا أكثر من المديح.',
      'Danke für Ihre Bestellung. Eine ehrliche Antwort hilft uns mehr als ein Kompliment.',
      'ご注文ありがとうございます。お世辞より、正直なひと言が役に立ちます。',
    ),
    ...one({ kind: 'rating', id: 'q', text: RATE, scale: 'csat5', required: true }, { kind: 'rating', value: 4 }),
  },
  ...Object.fromEntries(
    Object.entries<Variants>(KINDS).flatMap(([kind, variants]) =>
      Object.entries(variants).map(([variant, sample]) => [variant ? `${kind}-${variant}` : kind, sample]),
    ),
  ),
}

const LONG_WORD = 'Donaudampfschifffahrtsgesellschaftskapitänspatentverlängerungsantrag'

/** The same with more to say than there is room for. */
export function stretched(sample: Sample): Sample {
  return { ...sample, pages: lengthen(sample.pages) as readonly Page[] }
}

function lengthen(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(lengthen)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === 'text' ? longer(value as LocalizedText) : lengthen(value),
    ]),
  )
}

function longer(text: LocalizedText): LocalizedText {
  const said = (words: string) => `${words} (${LONG_WORD}, ${words.toLowerCase()})`
  if (typeof text === 'string') return said(text)
  return Object.fromEntries(Object.entries(text).map(([locale, words]) => [locale, said(words)])) as LocalizedText
}

/** The same with many things to choose from; `undefined` where nothing is chosen from a list. */
export function crowded(sample: Sample): Sample | undefined {
  let grown = false
  const more = <T extends { readonly id: string }>(list: readonly T[]): readonly T[] => {
    grown = true
    return Array.from({ length: 14 }, (_, at) => {
      const item = list[at % list.length]!
      return at < list.length ? item : { ...item, id: `${item.id}-${at}` }
    })
  }
  const pages = sample.pages.map((page) => ({
    ...page,
    questions: page.questions.map((question): Question => {
      if (question.kind === 'matrix') return { ...question, rows: more(question.rows) }
      return 'choices' in question ? ({ ...question, choices: more(question.choices) } as Question) : question
    }),
  }))
  return grown ? { ...sample, pages } : undefined
}

/** The sample as a survey. */
export function surveyOf(sample: Sample): Survey {
  return {
    schema: 1,
    id: 'gallery',
    version: 1,
    title: t('A question', 'Вопрос', 'سؤال', 'Eine Frage', '質問'),
    defaultLocale: 'en',
    locales: SAMPLE_LANGUAGES,
    touchpoint: 'order_confirmed',
    pages: sample.pages,
    ...(sample.intro && { intro: sample.intro }),
    ...(sample.offerMoreBefore && { offerMoreBefore: sample.offerMoreBefore }),
  }
}
