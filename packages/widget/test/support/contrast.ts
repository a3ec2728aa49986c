/** A colour as three channels, 0–255. */
export type Rgb = readonly [number, number, number]

/** Reads `#rgb` or `#rrggbb`; anything else is `undefined`. */
export function parseHex(text: string): Rgb | undefined {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim())?.[1]
  if (!digits) return undefined
  const wide = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  return [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16)) as unknown as Rgb
}

/** Relative luminance, WCAG 2.2 (definition of "relative luminance"). */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio of two colours, 1–21 (WCAG 2.2). */
export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** Moves `from` towards `to` by a share of 0–1. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((channel, i) => Math.round(channel + (to[i]! - channel) * share)) as unknown as Rgb
}

/**
 * The brand's colour, moved towards ink in steps of 4 % until it stands out from the paper by `least`.
 * 4.5 serves as text and as the ground of a button whose words have the paper's colour (WCAG 1.4.3).
 */
export function readable(brand: Rgb, paper: Rgb, ink: Rgb, least = 4.5): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const tried = mix(brand, ink, share)
    if (contrast(tried, paper) >= least) return tried
  }
  return ink
}

/** `#rrggbb`. */
export function toHex(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
