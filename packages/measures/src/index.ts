/**
 * Pure survey statistics: every figure comes with its interval and its n, or with the reason why it
 * is withheld. No dependency, no clock, no random.
 * @packageDocumentation
 */
export { type BalanceCounts, balance, balancePaired, type PairedBalanceCounts } from './balance.ts'
export { ces, type Effort, type EffortAnswer, type EffortScale } from './ces.ts'
export { csat, type FivePoint } from './csat.ts'
export { normalCdf, tFor, twoSidedP, zFor } from './distributions.ts'
export { frankness } from './frankness.ts'
export { type Adjusted, holm } from './holm.ts'
export {
  type KanoAnswer,
  type KanoClass,
  type KanoPair,
  type KanoResult,
  kano,
  kanoClass,
  withoutContradictory,
} from './kano.ts'
export { mean } from './mean.ts'
export { type Comparison, compareAll, type Pair, type Verdict } from './multiple.ts'
export { n1Test, type TestResult } from './n1-test.ts'
export { changed, newcombe, type Share } from './newcombe.ts'
export {
  type NpsCounts,
  type NpsDifference,
  nps,
  npsCounts,
  npsDifference,
  npsNaive,
  npsSampleSize,
} from './nps.ts'
export { type Funnel, type Rates, responseRate } from './response-rate.ts'
export { type Interval, isSuppressed, type Measured, type Suppressed, type SuppressionReason } from './result.ts'
export {
  CRITERIA,
  type Criterion,
  type CriterionRatings,
  DIMENSION_OF,
  type Dimension,
  importanceFromSplit,
  type RankedCriterion,
  servperf,
  servqualGap,
  type Weakest,
  type WeakestOptions,
  weakest,
} from './servqual.ts'
export {
  ANONYMOUS_THRESHOLD,
  type Cell,
  comparable,
  type Readiness,
  readiness,
  type SafeGroups,
  type SafeTable,
  suppressGroups,
  suppressTable,
} from './thresholds.ts'
export { type ChartOptions, type ChartPoint, ewma, pChart } from './trend.ts'
export { wilson } from './wilson.ts'
