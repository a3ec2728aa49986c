/** RFC 9457 problem details with our code and advice. @public */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly retryable?: boolean
  readonly retryAfterMs?: number
  readonly issues?: readonly {
    readonly path: string
    readonly found?: unknown
    readonly wanted: string
    readonly hint?: string
  }[]
}
