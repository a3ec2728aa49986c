import { requireConfidence } from './result.ts'

/**
 * Standard normal distribution function, by the complementary error function as a continued
 * fraction in the tail and a series in the middle (Abramowitz & Stegun 26.2.10 and 26.2.14).
 * Absolute error below 1e-12.
 * @public
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN
  const x = Math.abs(z)
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  let upper: number
  if (x < 3) {
    let term = x
    let sum = x
    for (let k = 1; k < 120 && term > 1e-18 * sum; k += 1) {
      term *= (x * x) / (2 * k + 1)
      sum += term
    }
    upper = 0.5 - density * sum
  } else {
    let fraction = 0
    for (let k = 60; k >= 1; k -= 1) fraction = k / (x + fraction)
    upper = density / (x + fraction)
  }
  return z > 0 ? 1 - upper : upper
}

/**
 * Two-sided normal quantile: 1.959964 for 0.95. Acklam's rational approximation, refined by two
 * Newton steps on {@link normalCdf}.
 * @throws RangeError when the confidence is not between 0 and 1.
 * @public
 */
export function zFor(confidence: number): number {
  requireConfidence(confidence)
  const p = 1 - (1 - confidence) / 2
  let z = firstGuess(p)
  for (let i = 0; i < 3; i += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    if (density === 0) return z
    z -= (normalCdf(z) - p) / density
  }
  return z
}

/** Start value: Abramowitz & Stegun 26.2.23, absolute error below 4.5e-4. */
function firstGuess(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.max(1 - p, 1e-300)))
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
}

/**
 * Two-sided p-value of a normal statistic.
 * @public
 */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z)))
}

/**
 * Two-sided Student quantile with `df` degrees of freedom: 2.262157 for 0.95 and 9. Found by
 * bisection on the distribution function (regularised incomplete beta, Press et al., Numerical
 * Recipes 6.4).
 * @throws RangeError when `df` is below 1 or the confidence is not between 0 and 1.
 * @public
 */
export function tFor(confidence: number, df: number): number {
  requireConfidence(confidence)
  if (!(df >= 1)) throw new RangeError(`df: expected at least 1, got ${df}`)
  const tail = 1 - confidence
  let low = 0
  let high = 2
  while (tTail(high, df) > tail && high < 1e12) high *= 2
  for (let i = 0; i < 200 && high - low > 1e-12 * high; i += 1) {
    const middle = (low + high) / 2
    if (tTail(middle, df) > tail) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Two-sided tail of Student's t. */
function tTail(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5)
}

function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b
}

/** Continued fraction by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const safe = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < 500; m += 1) {
    for (const step of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / safe(1 + step * d)
      c = safe(1 + step / c)
      h *= d * c
    }
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return h
}

/** Logarithm of the gamma function (Lanczos, g = 7, n = 9). */
function logGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const y = x - 1
  let sum = c[0]!
  for (let i = 1; i < c.length; i += 1) sum += c[i]! / (y + i)
  const t = y + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum)
}
