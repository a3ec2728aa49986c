import type { Share } from './newcombe.ts'
import { clamp, requirePart } from './result.ts'

/** A point of a control chart. @public */
export interface ChartPoint {
  /** What is plotted: the share of the window, or the moving average. */
  readonly estimate: number
  /** Control limits at this point. */
  readonly low: number
  /** The upper one. */
  readonly high: number
  /** Answers of the window. */
  readonly n: number
  /** Outside its limits: worth an alert. */
  readonly alarm: 'low' | 'high' | undefined
}

/** Options of the charts. @public */
export interface ChartOptions {
  /** What is normal. Default: all windows together. Give a past quarter to judge new weeks by it. */
  readonly baseline?: Share
  /** Width of the limits in standard errors. Default 3. */
  readonly sigmas?: number
  /** EWMA only: weight of the newest window, above 0 and at most 1. Default 0.2. */
  readonly weight?: number
}

/**
 * Shewhart's p-chart: limits p̄ ± 3·√(p̄(1−p̄)/n) for each window's own n.
 * Source: Shewhart 1931; Montgomery, Introduction to Statistical Quality Control, 7.2.
 * Windows without answers are left out.
 *
 * @throws RangeError when counts are no counts.
 * @public
 */
export function pChart(windows: readonly Share[], options: ChartOptions = {}): readonly ChartPoint[] {
  const { sigmas = 3 } = options
  const centre = baselineOf(windows, options.baseline, sigmas)
  return windows
    .filter((window) => window.n > 0)
    .map((window) => {
      const reach = sigmas * Math.sqrt((centre * (1 - centre)) / window.n)
      return point(window.hits / window.n, centre, reach, window.n)
    })
}

/**
 * Exponentially weighted moving average of shares, for small lasting shifts:
 * zᵢ = λxᵢ + (1−λ)zᵢ₋₁ from z₀ = p̄, with the exact variance for windows of unlike size,
 * vᵢ = λ²·p̄(1−p̄)/nᵢ + (1−λ)²vᵢ₋₁, limits p̄ ± 3√vᵢ.
 * Source: Roberts 1959, Technometrics 1; Montgomery 9.2. Windows without answers are left out.
 *
 * @throws RangeError when counts are no counts, or the weight is not within 0…1.
 * @public
 */
export function ewma(windows: readonly Share[], options: ChartOptions = {}): readonly ChartPoint[] {
  const { sigmas = 3, weight = 0.2 } = options
  if (!(weight > 0 && weight <= 1)) throw new RangeError(`weight: expected above 0 and at most 1, got ${weight}`)
  const centre = baselineOf(windows, options.baseline, sigmas)
  let average = centre
  let variance = 0
  return windows
    .filter((window) => window.n > 0)
    .map((window) => {
      average = weight * (window.hits / window.n) + (1 - weight) * average
      variance = (weight ** 2 * centre * (1 - centre)) / window.n + (1 - weight) ** 2 * variance
      return point(average, centre, sigmas * Math.sqrt(variance), window.n)
    })
}

function baselineOf(windows: readonly Share[], baseline: Share | undefined, sigmas: number): number {
  if (!(sigmas > 0)) throw new RangeError(`sigmas: expected a number above 0, got ${sigmas}`)
  for (const window of windows) requirePart('hits', window.hits, window.n)
  if (baseline !== undefined) requirePart('baseline.hits', baseline.hits, baseline.n)
  const hits = baseline?.hits ?? windows.reduce((sum, window) => sum + window.hits, 0)
  const n = baseline?.n ?? windows.reduce((sum, window) => sum + window.n, 0)
  return n === 0 ? 0 : hits / n
}

function point(estimate: number, centre: number, reach: number, n: number): ChartPoint {
  const low = clamp(centre - reach, 0, 1)
  const high = clamp(centre + reach, 0, 1)
  // a hair of slack: a flat series of all or none must not alarm by rounding
  const alarm = estimate < low - 1e-12 ? 'low' : estimate > high + 1e-12 ? 'high' : undefined
  return { estimate, low, high, n, alarm }
}
