/** Word lists of the lint, English and Russian together: a text is read for both. */

/** Questions that ask for praise in their own words ([S10]: no "how great was"). */
export const LOADED: readonly RegExp[] = [
  /\bhow\s+(?:very\s+)?(?:great|good|excellent|amazing|awesome|fantastic|wonderful|perfect|delicious|helpful|friendly|fast|nice)\b/i,
  /\bhow\s+much\s+(?:did|do)\s+you\s+(?:love|like|enjoy)\b/i,
  /\b(?:don['’]t|wouldn['’]t|do\s+not|would\s+not)\s+you\s+(?:agree|say|think)\b/i,
  /\b(?:do\s+you\s+agree|would\s+you\s+agree)\s+that\b/i,
  /насколько\s+(?:\S+\s+)?(?:хорош|отличн|прекрасн|замечательн|великолепн|приятн|быстр|вежлив|понравил)/i,
  /(?:правда\s+ли|не\s+так\s+ли|согласны\s+ли\s+вы,?\s+что|ведь\s+вам)/i,
  /как\s+сильно\s+(?:вам|вы)\s+(?:понрав|люб)/i,
]

/** One side of a scale in the question: it leads, unless the other side stands there too. */
export const ONE_SIDED: readonly (readonly [side: RegExp, other: RegExp])[] = [
  [/\bhow\s+easy\b/i, /\b(?:hard|difficult)\b/i],
  [/\bhow\s+(?:hard|difficult)\b/i, /\beasy\b/i],
  [/насколько\s+(?:\S+\s+)?легко/i, /сложно|трудно/i],
  [/насколько\s+(?:\S+\s+)?(?:сложно|трудно)/i, /легко|просто/i],
]

/** Opposites are one question, not two. */
export const OPPOSITES: readonly RegExp[] = [
  /\b(easy|hard|difficult|simple)\s+or\s+(easy|hard|difficult|complicated)\b/i,
  /\b(dis)?satisfied\s+(?:or|nor)\s+(dis)?satisfied\b/i,
  /\b(better|worse|good|bad|well|badly|fast|slow|early|late|more|less|high|low|like|dislike)\s+or\s+(better|worse|good|bad|well|badly|fast|slow|early|late|more|less|high|low|dislike|like)\b/i,
  /\byes\s+or\s+no\b/i,
  /(легко|сложно|трудно|просто)\s+или\s+(легко|сложно|трудно|просто)/i,
  /(лучше|хуже|хорошо|плохо|быстро|медленно|рано|поздно|больше|меньше)\s+или\s+(лучше|хуже|хорошо|плохо|быстро|медленно|рано|поздно|больше|меньше)/i,
  /(не)?довол\S+\s+или\s+(не)?довол/i,
  /да\s+или\s+нет/i,
]

/** Words of the trade that a customer does not use, and what to say instead. */
export const JARGON: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\b(?:NPS|CSAT|CES|CSI|KPI|SLA|ROI|B2B|B2C|UX|UI)\b/, 'words that a customer uses'],
  [/\btouch\s?points?\b/i, 'the place itself: the shop, the site, the courier'],
  [/\bomni-?channel\b/i, 'the shop and the site'],
  [/\bcustomer\s+(?:journey|experience)\b/i, 'how it went for you'],
  [/\b(?:user|brand)\s+experience\b/i, 'how it went for you'],
  [/\bstakeholders?\b/i, 'the people concerned'],
  [/\bpain\s+points?\b/i, 'what troubled you'],
  [/\bvalue\s+proposition\b/i, 'what we offer'],
  [/\b(?:leverage|utili[sz]e|synerg\w*|seamless(?:ly)?|frictionless)\b/i, 'a plain word'],
  [/\b(?:fulfil?lment|last[- ]mile)\b/i, 'delivery'],
  [/\bonboarding\b/i, 'first days'],
  [/клиентоориентированн|клиентоцентричн/i, 'внимание к вам'],
  [/омниканальн/i, 'магазин и сайт'],
  [/точк[аиуе]\s+контакта/i, 'место: магазин, сайт, курьер'],
  [/пользовательск\S*\s+опыт|клиентск\S*\s+опыт/i, 'как всё прошло'],
  [/юзабилити/i, 'удобно ли'],
  [/(?:^|[^а-яё])(?:фидбек|фидбэк|фулфилмент|чекаут|онбординг|тикет|юзер|перформанс)/i, 'русское слово'],
  [/имплементац|оптимизац|коммуникаци[ия]\s+с\s+брендом/i, 'простое слово'],
]

/** Positive ends of scales. */
export const POSITIVE: RegExp =
  /^(?:very\s+(?:good|well|satisfied|easy|likely|happy)|excellent|great|always|certainly|definitely|strongly\s+agree|agree|much\s+better|better|yes|очень\s+(?:хорошо|легко|доволен|довольна|вероятно)|отлично|всегда|точно\s+да|определ[её]нно|полностью\s+соглас|соглас|намного\s+лучше|лучше|да)(?![\p{L}])/iu

/** Negative ends of scales. */
export const NEGATIVE: RegExp =
  /^(?:very\s+(?:bad|badly|poor|poorly|dissatisfied|hard|difficult|unlikely|unhappy)|terrible|awful|poor|never|not\s+at\s+all|strongly\s+disagree|disagree|much\s+worse|worse|no|очень\s+(?:плохо|сложно|трудно|недоволен|недовольна)|ужасно|плохо|никогда|точно\s+нет|совсем\s+н|полностью\s+не\s+соглас|не\s+соглас|намного\s+хуже|хуже|нет)(?![\p{L}])/iu
