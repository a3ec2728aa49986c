/** Whose card it is, as the eye notes it at the card. */
export interface CardMark {
  readonly order: string
  readonly person: string
  readonly survey: string
  readonly version: number
}
