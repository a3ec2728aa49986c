/** What one look of the doctor found. */
export interface Finding {
  /** `warn`: it works, and could go wrong. `skip`: it was not looked at. */
  readonly is: 'ok' | 'warn' | 'fail' | 'skip'
  /** What was looked at, in a word or two. */
  readonly what: string
  /** What was found, and what to do. */
  readonly said: string
}

/** A finding in the order of its parts. */
export const finding = (is: Finding['is'], what: string, said: string): Finding => ({ is, what, said })

/** The first sentence of an error, without a stack. */
export const wordsOf = (error: unknown): string => {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined }
  return cause instanceof Error && cause.message ? `${message} (${cause.message})` : message
}
