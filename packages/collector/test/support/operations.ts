/** One operation of `/openapi.json`, as far as tests read it. */
export interface Operation {
  readonly method: string
  readonly path: string
  /** A permission, or `anyone`, `own-page`, `signed-in`. */
  readonly may: string
  readonly whole: boolean
  readonly parameters: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly schema?: { readonly enum?: readonly string[] }
  }[]
  /** Media types of its body. */
  readonly bodies: readonly string[]
  /** Media types of a reply, by status. */
  readonly replies: Readonly<Record<string, readonly string[]>>
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
}

interface RawOperation {
  readonly 'x-frankly-may': string
  readonly 'x-frankly-reach'?: string
  readonly parameters?: Operation['parameters']
  readonly requestBody?: { readonly content: object }
  readonly responses: Readonly<Record<string, { readonly content?: object }>>
}

/** All operations of a description. */
export function operationsOf({ paths }: Described): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      method: method.toUpperCase(),
      path,
      may: raw['x-frankly-may'],
      whole: raw['x-frankly-reach'] === 'whole',
      parameters: raw.parameters ?? [],
      bodies: Object.keys(raw.requestBody?.content ?? {}),
      replies: Object.fromEntries(
        Object.entries(raw.responses).map(([status, { content }]) => [status, Object.keys(content ?? {})]),
      ),
    })),
  )
}

/** A value of each parameter, for the project and the response that tests store. */
export interface Examples {
  readonly project: string
  readonly id: string
  readonly receipt: string
}

/** Words of parameters that take few. The longer name, `PATH what`, stands before the shorter one. */
const WORDS: Readonly<Record<string, string>> = {
  '/assets/{name} name': 'page.css',
  '/{file} file': 'frankly.js',
  surveyId: 'purchase',
}

/** The address of an operation with its path filled in, and with the query that it needs. */
export function addressOf({ path, parameters }: Operation, { project, id, receipt }: Examples): string {
  const values: Readonly<Record<string, string>> = { key: project, project, id, receipt, ...WORDS }
  const wordsOf = (name: string) => parameters.find((each) => each.name === name)?.schema?.enum
  const exampleOf = (name: string) => values[`${path} ${name}`] ?? values[name] ?? wordsOf(name)?.[0] ?? 'x'
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(exampleOf(name)))
  const needed = parameters.filter((each) => each.in === 'query' && each.required)
  const query = needed.map(({ name }) => `${name}=${encodeURIComponent(exampleOf(name))}`).join('&')
  return query ? `${filled}?${query}` : filled
}

/** A body that an operation takes, by its address; those that are not here take an empty form or object. */
const BODIES: Readonly<Record<string, (examples: Examples) => object>> = {
  'POST /v1/held/{what}': ({ project, id }) => ({ project, id }),
  'POST /v1/outbox/replay': () => ({ all: true }),
  'POST /v1/projects/{key}/responses': () => ({ items: [] }),
  'POST /v1/projects/{key}/erasures': () => ({ responseIds: [] }),
}

/** A request of an operation: what `fetch` takes beside the address. */
export function requestOf(operation: Operation, examples: Examples): RequestInit {
  const { method, path, bodies } = operation
  if (bodies.length === 0) return { method }
  const body = BODIES[`${method} ${path}`]?.(examples) ?? {}
  if (bodies.includes('application/x-www-form-urlencoded'))
    return { method, body: new URLSearchParams(Object.entries(body)) }
  const type = bodies.includes('application/json') ? 'application/json' : 'text/plain'
  return { method, body: JSON.stringify(body), headers: { 'content-type': type } }
}
