import type { AppLoaders } from '../app/core.ts'
import type { DeliveryLoaders } from '../delivery/create-delivery.ts'
import type { Language } from '../i18n/languages.ts'
import type { LanguageWords, WordPart } from '../i18n/texts.ts'

/*
 * Every place where the interface and delivery are cut into files that load apart. Nothing below imports this file: the
 * entries hand its lists down. The two themselves are loaded by what starts them: `cdn.ts` from URLs that the build writes into
 * it, `embed.ts` by `import()`; `single.ts` holds everything.
 */

/** A file holds all parts of a language; the builds cut it into a file for each (`build/language-parts.ts`). */
const LANGUAGES: Readonly<Record<Language, (part: WordPart) => Promise<LanguageWords>>> = {
  ar: () => import('../i18n/ar.ts'),
  cs: () => import('../i18n/cs.ts'),
  da: () => import('../i18n/da.ts'),
  de: () => import('../i18n/de.ts'),
  el: () => import('../i18n/el.ts'),
  en: () => import('../i18n/en.ts'),
  es: () => import('../i18n/es.ts'),
  fa: () => import('../i18n/fa.ts'),
  fi: () => import('../i18n/fi.ts'),
  fr: () => import('../i18n/fr.ts'),
  he: () => import('../i18n/he.ts'),
  hi: () => import('../i18n/hi.ts'),
  hu: () => import('../i18n/hu.ts'),
  id: () => import('../i18n/id.ts'),
  it: () => import('../i18n/it.ts'),
  ja: () => import('../i18n/ja.ts'),
  ko: () => import('../i18n/ko.ts'),
  nb: () => import('../i18n/nb.ts'),
  nl: () => import('../i18n/nl.ts'),
  pl: () => import('../i18n/pl.ts'),
  pt: () => import('../i18n/pt.ts'),
  ro: () => import('../i18n/ro.ts'),
  ru: () => import('../i18n/ru.ts'),
  sv: () => import('../i18n/sv.ts'),
  tr: () => import('../i18n/tr.ts'),
  uk: () => import('../i18n/uk.ts'),
  vi: () => import('../i18n/vi.ts'),
  zh: () => import('../i18n/zh.ts'),
}

/** What the interface loads. */
export const appLoaders: AppLoaders = {
  fullInterface: () => import('./full-interface.ts'),
  language: (language, part) => LANGUAGES[language](part),
  kinds: {
    scale: () => import('../questions/scale/scale.tsx'),
    choice: () => import('../questions/choice/choice.tsx'),
    matrix: () => import('../questions/matrix/matrix.tsx'),
    ranking: () => import('../questions/ranking/ranking.tsx'),
    split: () => import('../questions/split/split.tsx'),
    contact: () => import('../questions/contact/contact.tsx'),
    consent: () => import('../questions/consent/consent.tsx'),
    attachment: () => import('../questions/attachment/attachment.tsx'),
    statement: () => import('../questions/statement/statement.tsx'),
    praise: () => import('../questions/praise/praise.tsx'),
    complaint: () => import('../questions/complaint/complaint.tsx'),
    review_link: () => import('../questions/review-link/review-link.tsx'),
    reward: () => import('../questions/reward/reward.tsx'),
  },
  photos: () => import('../questions/attachment/photos.tsx'),
  readyLooks: () => import('../look/ready.ts'),
  facts: () => import('../app/facts-of-page.ts'),
  orders: () => import('../triggers/order-of-visit.ts'),
  contactHistory: () => import('../delivery/ask-contact-history.ts'),
  rawFetch: () => import('../page/raw-fetch.ts'),
  debugPanel: () => import('../app/debug-panel.ts'),
}

/** What delivery loads: few pages have acts of an earlier page, few answers a photo. */
export const deliveryLoaders: DeliveryLoaders = {
  earlyActs: () => import('../delivery/early-acts.ts'),
  attachments: () => import('../delivery/attachments.ts'),
}
