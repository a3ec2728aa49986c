import type { ComplaintCategory, PraiseKind, Remedy, ReplyChannel, Severity } from './question.ts'

const HIGH: readonly (ComplaintCategory | undefined)[] = [
  'rudeness',
  'promise',
  'wrong_item',
  'quality',
  'billing',
  'returns',
]

/** Default severity of a complaint's category ([E51]); without one `normal`. @public */
export function severityOf(category: ComplaintCategory | undefined): Severity {
  return category === 'safety' ? 'critical' : HIGH.includes(category) ? 'high' : 'normal'
}

/** The 14 categories in the order they are offered, `other` last ([U3]). @public */
export const COMPLAINT_CATEGORIES: readonly ComplaintCategory[] = [
  'indifference',
  'rudeness',
  'slow',
  'competence',
  'schedule',
  'promise',
  'unreachable',
  'wrong_item',
  'quality',
  'billing',
  'returns',
  'information',
  'pressure',
  'safety',
  'other',
]

/** What may put it right, in the order they are offered. @public */
export const REMEDIES: readonly Remedy[] = [
  'refund',
  'exchange',
  'delivery',
  'explanation',
  'apology',
  'just_so_you_know',
  'other',
]

/** Kinds of praise. @public */
export const PRAISE_KINDS: readonly PraiseKind[] = ['flawless', 'prevention', 'idea', 'rescue']

/** Ways to be answered, in the order they are offered. @public */
export const REPLY_CHANNELS: readonly ReplyChannel[] = ['email', 'phone', 'telegram', 'whatsapp', 'sms', 'code', 'none']
