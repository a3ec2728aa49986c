/** One command of the program. */
export interface Command {
  /** Half a line. */
  readonly summary: string
  readonly help: string
  /** Returns the exit code. */
  run(args: readonly string[]): Promise<number>
}

/** The command was called wrongly. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
