import { first } from './0001-first.ts'
import { outboxByDestination } from './0002-outbox-by-destination.ts'
import { standing } from './0003-standing.ts'
import { shortIndexes } from './0004-short-indexes.ts'
import { passes } from './0005-passes.ts'
import { limits } from './0006-limits.ts'
import { proofs } from './0007-proofs.ts'
import { staffLists } from './0008-staff-lists.ts'
import { keptWords } from './0009-kept-words.ts'
import { surveys } from './0010-surveys.ts'
import { impressions } from './0011-impressions.ts'
import { accounts } from './0012-accounts.ts'
import { erasures } from './0014-erasures.ts'
import { retention } from './0015-retention.ts'
import { chain } from './0016-chain.ts'
import { spool } from './0018-spool.ts'
import { byProject } from './0019-by-project.ts'
import { anonymous } from './0020-anonymous.ts'
import { listIndexes } from './0021-list-indexes.ts'
import { objects } from './0022-objects.ts'
import type { Migration } from './migration.ts'

/** All steps in order. */
export const migrations: readonly Migration[] = [
  first,
  outboxByDestination,
  standing,
  shortIndexes,
  passes,
  limits,
  proofs,
  staffLists,
  keptWords,
  surveys,
  impressions,
  accounts,
  erasures,
  retention,
  chain,
  spool,
  byProject,
  anonymous,
  listIndexes,
  objects,
]
