/** A link, an address or an offer found in a text, and where. */
export interface FoundLink {
  readonly text: string
  readonly from: number
  readonly to: number
}

/**
 * `https://…`, and schemes that need no slashes. In these patterns the first group is what stands before: older Safari
 * knows no lookbehind.
 */
const SCHEME =
  /(^|[^a-z0-9+.-])(?:[a-z][a-z0-9+.-]*:\/\/[^\s)\]]+|(?:mailto|tel|sms|smsto|tg|viber|whatsapp|intent|market|geo|skype|facetime|callto|xmpp|im):[^\s)\]]+)/giu
/** The address of a Markdown link, whatever it is. */
const MARKDOWN = /()\]\([^)\s]+\)/gu
/** `www.shop.example`, `g.page/r/1`, `отзывы.рф`, `me@shop.example`: labels joined by dots, the last one of letters. */
const DOMAIN =
  /(^|[^\p{L}\p{N}_+-])(?:[\p{L}\p{N}_.+-]{1,64}@)?(?:[\p{L}\p{N}][\p{L}\p{N}_-]*\.)+(\p{L}{2,24})(?![\p{L}\p{N}_-])(?:\/[^\s)\]]*)?/gu
/** An address by number: `93.184.216.34`. */
const NUMERIC = /()\b\d{1,3}(?:\.\d{1,3}){3}\b/gu
/** `@our_shop`, the name of somebody in a messenger. */
const HANDLE = /(^|[^\p{L}\p{N}_.])@[\p{L}\p{N}_]{3,}/gu
/** At least seven figures with the marks that telephone numbers are written with. */
const PHONE = /()\+?\d[\d\s().\u2010-\u2015-]{5,}\d/gu
const DAY = /^\d{4}[-.]\d\d?[-.]\d\d?$|^\d\d?[-.]\d\d?[-.]\d{4}$/
/** Last labels that are also taken with a capital letter; otherwise `done.Thanks` is a missing space. */
const COMMON_ENDS = /^(?:com|net|org|info|biz|shop|store|page|link|app|me|ly|io|co|ru|de|uk|fr|example)$/i
/** What a gift is called, in the languages that we can judge. */
const GIFT =
  /promo|coupon|voucher|discount|gift\s*card|cash\s*back|bonus|reward|\boff\b|промо|купон|скидк|подар|бонус|кешб|кэшб|gutschein|rabatt|remise|réduction|descuento|cup[oó]n|desconto|cupom|sconto|buono|zniżk|indirim|korting|割引|クーポン|优惠|折扣/iu
/** `THANKS10`, `SPRING-25`: capitals and figures. */
const CODE = /(^|[^\p{L}\p{N}-])(?=[\p{Lu}\d-]*\p{Lu})(?=[\p{Lu}\d-]*\d)[\p{Lu}\d][\p{Lu}\d-]{3,}(?![\p{L}\p{N}])/gu
const PERCENT = /\d\s?%/u
/** Words that send somebody to write in public. */
const REVIEW =
  /\breview\s+us\b|\b(?:leave|write|post|give)\b[^.!?]{0,30}\breviews?\b|\brate\s+us\s+(?:on|at)\b|(?:остав|напиши|написать)[^.!?]{0,30}отзыв/iu

/**
 * Finds every link and every way to reach somebody in a text as a reader would: addresses with or without a scheme,
 * e-mail addresses, telephone numbers, names in messengers, codes of gifts. Invisible characters are looked through.
 */
export function linksIn(words: string): FoundLink[] {
  const text = looked(words)
  const found: FoundLink[] = []
  const take = (pattern: RegExp, counts: (match: RegExpMatchArray) => boolean = () => true): void => {
    for (const match of text.matchAll(pattern))
      if (counts(match)) {
        const [all, before = ''] = match
        found.push({ text: all.slice(before.length), from: match.index + before.length, to: match.index + all.length })
      }
  }
  take(SCHEME)
  take(MARKDOWN)
  take(DOMAIN, ([, , end = '']) => !/^\p{Lu}\p{Ll}/u.test(end) || COMMON_ENDS.test(end))
  take(NUMERIC)
  take(HANDLE)
  take(PHONE, ([each]) => (each.match(/\d/g)?.length ?? 0) >= 7 && !DAY.test(each))
  if (GIFT.test(text)) {
    take(CODE)
    // a question about a discount offers none
    if (PERCENT.test(text) && !text.includes('?')) take(/()\d+\s?%/gu)
  }
  return found
}

/** Says whether the words promise a gift or ask for a public review, without a link or a code. */
export function temptsIn(words: string): boolean {
  const text = looked(words)
  return REVIEW.test(text) || (GIFT.test(text) && !text.includes('?'))
}

/** One form for each letter; nothing that cannot be seen, each such character a space less. */
function looked(words: string): string {
  return words.normalize('NFKC').replace(/\p{Cf}/gu, '')
}
