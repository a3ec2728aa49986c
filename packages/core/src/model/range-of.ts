/** Lowest and highest value of a scale. @public */
export function rangeOf(scale: string): readonly [low: number, high: number] {
  return scale === 'nps' ? [0, 10] : scale === 'ces2' ? [1, 7] : scale === 'thumbs' ? [0, 1] : [1, 5]
}
