import type { QuestionKind } from '@frankly/core'
import type { KindModule } from './question-props.ts'

/** The other kinds, each a chunk with its component and its styles. */
export const LAZY: Readonly<Partial<Record<QuestionKind, () => Promise<KindModule>>>> = {
  scale: () => import('./scale/scale.tsx'),
  choice: () => import('./choice/choice.tsx'),
  matrix: () => import('./matrix/matrix.tsx'),
  ranking: () => import('./ranking/ranking.tsx'),
  split: () => import('./split/split.tsx'),
  contact: () => import('./contact/contact.tsx'),
  consent: () => import('./consent/consent.tsx'),
  attachment: () => import('./attachment/attachment.tsx'),
  statement: () => import('./statement/statement.tsx'),
  praise: () => import('./praise/praise.tsx'),
  complaint: () => import('./complaint/complaint.tsx'),
  review_link: () => import('./review-link/review-link.tsx'),
  reward: () => import('./reward/reward.tsx'),
}
