/**
 * Closed list of the misuses that Frankly throws for. Expected trouble (no network, a full disk,
 * a suppressed survey) is never thrown: it is a value.
 * @public
 */
export type FeedbackErrorCode =
  | 'option-invalid'
  | 'survey-invalid'
  | 'survey-unknown'
  | 'run-invalid'
  | 'server-only'
  | 'destroyed'

/**
 * What was wrong, where, what was expected and what to do about it.
 * @public
 */
export interface FeedbackErrorData {
  /** The survey at fault. */
  readonly surveyId?: string
  /** Path of the offending value, for example `pages[0].questions[2].choices`. */
  readonly path?: string
  /** What stood there. */
  readonly found?: unknown
  /** What was expected, in words. */
  readonly wanted?: string
  /** What to do. */
  readonly hint?: string
  /** All faults, when several were found at once. */
  readonly issues?: readonly Issue[]
}

/**
 * One fault of a definition or of options.
 * @public
 */
export interface Issue {
  /** Stable machine word, for example `duplicate-id`. */
  readonly code: string
  /** Path from the root of the checked value, for example `pages[0].questions[2].id`. */
  readonly path: string
  /** What stood there, shortened for display. */
  readonly found: unknown
  /** What was expected, in words. */
  readonly wanted: string
  /** What to do. */
  readonly hint?: string
}

/**
 * Thrown on misuse by a developer, never for trouble that a customer can meet.
 * Recognise it by `code`, not by `instanceof`, since two copies may be loaded.
 * @public
 */
export class FeedbackError extends Error {
  /** What kind of misuse it is: compare this. */
  readonly code: FeedbackErrorCode
  /** Where it is and what to do. */
  readonly data: FeedbackErrorData

  constructor(code: FeedbackErrorCode, data: FeedbackErrorData) {
    super(messageOf(code, data))
    this.name = 'FeedbackError'
    this.code = code
    this.data = data
  }
}

function messageOf(code: FeedbackErrorCode, data: FeedbackErrorData): string {
  const issues = data.issues ?? [
    {
      code,
      path: data.path ?? '',
      found: data.found,
      wanted: data.wanted ?? '',
      ...(data.hint ? { hint: data.hint } : {}),
    },
  ]
  const head = data.surveyId ? `survey "${data.surveyId}"` : code
  return `${head}: ${issues.map(issueText).join('; ')}`
}

/**
 * One line for one fault: path, wanted, found, hint.
 * @public
 */
export function issueText(issue: Issue): string {
  return `${issue.path || '(root)'}: expected ${issue.wanted}, got ${foundText(issue.found)}${issue.hint ? ` (${issue.hint})` : ''}`
}

/** What JSON does not take (a BigInt, a circle, a getter that throws) is named by its type: an app may give anything. */
function foundText(found: unknown): string {
  if (found === undefined) return 'nothing'
  try {
    return JSON.stringify(found) ?? typeof found
  } catch {
    return typeof found
  }
}
