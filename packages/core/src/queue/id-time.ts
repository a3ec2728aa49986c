/** Epoch ms in an id of `makeId`; `NaN` for another text. */
export function idTime(id: string): number {
  return /^[\da-f]{8}-[\da-f]{4}-/.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : Number.NaN
}
