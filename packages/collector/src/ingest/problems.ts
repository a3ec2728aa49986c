import type { Problem } from '@frankly/core/wire'

/** Codes of whole-request and per-item problems. */
export type ProblemCode =
  | 'body_too_large'
  | 'body_unreadable'
  | 'envelope_invalid'
  | 'item_too_large'
  | 'item_invalid'
  | 'too_many_items'
  | 'too_deep'
  | 'conflict'
  | 'erasure_invalid'
  | 'signature_missing'
  | 'query_invalid'
  | 'link_ended'
  | 'survey_taken'
  | 'survey_invalid'
  | 'project_unknown'
  | 'origin_not_allowed'
  | 'rate_limited'
  | 'store_busy'
  | 'not_found'
  | 'not_allowed_method'
  | 'unauthorized'
  | 'forbidden'
  | 'access_invalid'
  | 'staff_closed'
  | 'host_not_allowed'
  | 'attachment_invalid'
  | 'internal'

const kinds: Record<ProblemCode, { readonly status: number; readonly title: string; readonly retryable: boolean }> = {
  body_too_large: { status: 413, title: 'The body is too large', retryable: false },
  body_unreadable: { status: 400, title: 'The body cannot be read', retryable: false },
  envelope_invalid: { status: 400, title: 'The envelope is malformed', retryable: false },
  item_too_large: { status: 413, title: 'The item is too large', retryable: false },
  item_invalid: { status: 422, title: 'The item is malformed', retryable: false },
  too_many_items: { status: 413, title: 'Too many items in one request', retryable: false },
  too_deep: { status: 422, title: 'The item is nested too deeply', retryable: false },
  conflict: { status: 409, title: 'Another body is stored under this id and revision', retryable: false },
  erasure_invalid: { status: 422, title: 'The request to erase is malformed', retryable: false },
  signature_missing: { status: 403, title: 'This is told to a good signature only', retryable: false },
  query_invalid: { status: 400, title: 'The address asks for something unknown', retryable: false },
  link_ended: { status: 403, title: 'This link has ended or is not whole', retryable: false },
  survey_taken: { status: 409, title: 'This number was published with another body', retryable: false },
  survey_invalid: { status: 422, title: 'The survey has faults', retryable: false },
  project_unknown: { status: 404, title: 'No such project', retryable: false },
  origin_not_allowed: { status: 403, title: 'This site may not use the project', retryable: false },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  store_busy: { status: 503, title: 'The store is busy', retryable: true },
  not_found: { status: 404, title: 'Nothing is here', retryable: false },
  not_allowed_method: { status: 405, title: 'This address takes another method', retryable: false },
  unauthorized: { status: 401, title: 'Please sign in', retryable: false },
  access_invalid: { status: 422, title: 'The account or token cannot be so', retryable: false },
  forbidden: { status: 403, title: 'This is not for you to do', retryable: false },
  staff_closed: { status: 503, title: 'The staff pages are closed', retryable: false },
  host_not_allowed: { status: 403, title: 'The staff pages do not answer to this name', retryable: false },
  attachment_invalid: { status: 422, title: 'The file cannot be taken', retryable: false },
  internal: { status: 500, title: 'Something went wrong on our side', retryable: true },
}

/** Builds an RFC 9457 problem. `type` is a name, not an address to fetch. */
export function problem(
  code: ProblemCode,
  detail?: string,
  more: Pick<Problem, 'retryAfterMs' | 'issues'> = {},
): Problem {
  const { status, title, retryable } = kinds[code]
  return {
    type: `urn:frankly:problem:${code}`,
    title,
    status,
    code,
    retryable,
    ...(detail === undefined ? {} : { detail }),
    ...more,
  }
}
