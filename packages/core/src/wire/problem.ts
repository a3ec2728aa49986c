/** RFC 9457 problem details with our code and advice. @public */
export interface Problem {
  /** Address that names the kind of problem. */
  readonly type: string
  /** The kind of problem in words. */
  readonly title: string
  /** HTTP status. */
  readonly status: number
  /** Stable machine word. */
  readonly code: string
  /** What happened this time. */
  readonly detail?: string
  /** The same request may succeed later. */
  readonly retryable?: boolean
  /** When to try again, ms from now. */
  readonly retryAfterMs?: number
  /** Each fault of the request with its path. */
  readonly issues?: readonly {
    readonly path: string
    readonly found?: unknown
    readonly wanted: string
    readonly hint?: string
  }[]
}
