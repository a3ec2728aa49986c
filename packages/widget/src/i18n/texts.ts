import type { Fault, Locale } from '@frankly/core'

type Three = readonly [string, string, string]
type Five = readonly [string, string, string, string, string]

/** Forms of one sentence by `Intl.PluralRules` category; what a language has no form for is said by `other`. */
export type Plural = { readonly other: string } & Partial<Record<'zero' | 'one' | 'two' | 'few' | 'many', string>>

/** Faults that have words of their own; the rest is told by `wrong`. */
export type FaultWord = Exclude<Fault['code'], 'unknown_choice' | 'duplicate' | 'wrong_kind'>

/**
 * Words that the first question and the fate of an answer need. English is the contract: every language has
 * the same keys. `{n}`, `{shop}`, `{name}` are filled in. No HTML.
 */
export interface Texts {
  readonly next: string
  readonly back: string
  readonly skip: string
  readonly send: string
  readonly close: string
  readonly optional: string
  /** Privacy line; its parts are shown only where the shop's configuration makes them true. */
  readonly goesTo: string
  readonly noCookies: string
  readonly privacy: string
  readonly door: string
  /** Any fault, until the exact words are here. */
  readonly wrong: string
  /** Scale words, negative end first. */
  readonly csat5: Five
  readonly ease5: Five
  readonly quality5: Five
  readonly ces2: readonly [string, string, string, string, string, string, string]
  readonly nps: readonly [string, string]
  readonly thumbs: readonly [string, string]
  readonly na: string
  /** Told beforehand where choosing turns the page, or sends: what happens, and that it can be undone. */
  readonly tapNext: string
  readonly tapSend: string
  /**
   * Fate of the answer. `done` only when it is stored at the shop. `kept` and `blocked` only when it is in this
   * browser's database; the words are true in a private window too, which forgets at its end. `here`: only this page
   * has it.
   */
  readonly saving: string
  readonly done: string
  readonly kept: string
  readonly blocked: string
  readonly hereTitle: string
  readonly here: string
  readonly withdrawnTitle: string
  readonly notSaved: string
  readonly retry: string
  readonly notLoaded: string
}

/** Words of the later screens, the faults and the further question kinds. */
export interface LaterTexts {
  readonly progress: string
  readonly language: string
  readonly faults: Readonly<Record<FaultWord, string | Plural>>
  readonly personReads: string
  readonly copy: string
  readonly copied: string
  /** Beside the thanks. */
  readonly change: string
  readonly moreAsk: Plural
  /** Shown only when all the questions to come are closed ones (about ten seconds each). */
  readonly moreTime: string | Plural
  readonly moreYes: string
  readonly moreNo: string
  readonly keptTitle: string
  readonly notSavedTitle: string
  readonly receiptTitle: string
  readonly receiptHelp: string
  readonly receiptLink: string
  /** Choice. */
  readonly other: string
  readonly none: string
  /** Characters left in a text, shown near its limit; whole sentences, so that no number needs a plural form. */
  readonly charactersLeft: string
  readonly charactersOver: string
  /** All answers together pass what one response may hold. */
  readonly wholeTooLong: string
  readonly tellMore: string
  readonly choose: string
  readonly upTo: string
  /** Ranking. */
  readonly rankAll: string
  readonly rankTop: string
  readonly up: string
  readonly down: string
  readonly takeOut: string
  /** Split. */
  readonly left: string
  readonly less: string
  readonly extra: string
  /** Consent. */
  readonly document: string
  readonly writeReview: string
  readonly rewardSame: string
}

/** Words of the kinds that the complaint door uses (contact, attachment, complaint) and of praise. */
export interface DoorTexts {
  /** Contact; `channels` in the order of `REPLY_CHANNELS`, `hours` morning, day, evening. */
  readonly channels: readonly [string, string, string, string, string, string, string]
  readonly codeHelp: string
  readonly yourEmail: string
  readonly yourPhone: string
  readonly yourTelegram: string
  readonly when: string
  readonly hours: Three
  /** Attachment. */
  readonly takePhoto: string
  readonly choosePhoto: string
  readonly filePreparing: string
  readonly filesAdded: string
  readonly fileLarge: string
  readonly fileBad: string
  readonly fileLost: string
  readonly remove: string
  /** Praise; `praiseKinds` in the order of `PRAISE_KINDS`. */
  readonly whoHelped: string
  readonly praiseAsk: string
  readonly praiseKinds: readonly [string, string, string, string]
  /** Complaint; `remedies` and `categories` in the order of core's `REMEDIES` and `COMPLAINT_CATEGORIES`. */
  readonly want: string
  readonly remedies: readonly [string, string, string, string, string, string, string]
  readonly closest: string
  readonly ifYouLike: string
  readonly categories: readonly [...Five, ...Five, ...Five]
  readonly whoSees: string
  readonly seers: Three
  /** The door's own survey. */
  readonly what: string
  readonly photo: string
  readonly howReply: string
  readonly consent: string
  /** Says that the words alone are enough. */
  readonly enough: string
  /**
   * By what words each category is offered, in the order of `categories` without the last: beginnings of words with
   * spaces between them, `_` for a space, `*` before one that may also stand within a word. Never shown.
   */
  readonly signs: readonly string[]
}

/** What a file of a language exports. The builds cut it into a file for each part (`build/language-parts.ts`). */
export interface LanguageWords {
  readonly first: Texts
  readonly later: LaterTexts
  readonly door: DoorTexts
}

/** A part of a language that is loaded by itself. */
export type WordPart = keyof LanguageWords

/** All words of a language, or those of its parts that are here. */
export type AllTexts = Texts &
  LaterTexts &
  DoorTexts & {
    /** Language of the later words, with the customer's region where it is the customer's. English while there are none. */
    readonly lang?: Locale
  }
