import { asStaff } from '@frankly/testing'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { startTarget } from '../support/attack.ts'
import { response } from '../support/items.ts'
import { addressOf, operationsOf, requestOf } from '../support/operations.ts'
import { collectorWith } from '../support/start.ts'

/** A reference to the schema of a reply inside the description. */
const pointer = (...names: readonly string[]) =>
  `api#/${names.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`

it('[AC1] every operation of a running server is called: its status is described, and its body is what the schema says', async () => {
  const { url, send } = await startTarget()
  const receipt = 'K7M4-2QXD-Z'
  await send([response(1), response(2, { complaint: { severity: 'high' }, receiptCode: receipt })])
  const described = await (await fetch(`${url}/openapi.json`)).json()
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema(described, 'api')
  const operations = operationsOf(described)
  expect(operations.length).toBeGreaterThan(25)
  const examples = { project: 'pk_demo', id: response(2).id, receipt }
  let checked = 0
  // Whoever signs out everywhere has signed out: a bearer token goes on.
  for (const operation of operations) {
    const { method, path, replies } = operation
    const { headers, ...rest } = requestOf(operation, examples)
    const abort = new AbortController()
    const all = { ...rest, redirect: 'manual' as const, headers: { ...headers, ...asStaff }, signal: abort.signal }
    const reply = await fetch(url + addressOf(operation, examples), all)
    const name = `${method} ${path}`
    const type = reply.headers.get('content-type')?.split(';')[0] ?? ''
    const isProblem = type === 'application/problem+json' && reply.status < 500
    expect(isProblem || String(reply.status) in replies, `${name} answered ${reply.status}`).toBe(true)
    const status = isProblem ? 'default' : String(reply.status)
    if (/[/+]json$/.test(type) && replies[status]?.includes(type)) {
      const { $ref } = {
        $ref: pointer('paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema'),
      }
      const isValid = ajv.compile({ $ref })
      const body = await reply.json()
      expect(isValid(body), `${name}: ${ajv.errorsText(isValid.errors)} in ${JSON.stringify(body)}`).toBe(true)
      checked += 1
    } else {
      const kinds = replies[status] ?? []
      if (kinds.length > 0)
        expect(
          kinds.some((kind) => kind === type || kind === `${type.split('/')[0]}/*`),
          `${name}: ${type}`,
        ).toBe(true)
      abort.abort()
    }
  }
  expect(checked).toBeGreaterThan(10)
})

it('[AC1] the running server has no route that is not described', async () => {
  const { app } = await collectorWith()
  const described = await (await app.request('/openapi.json')).json()
  const known = operationsOf(described).map(({ method, path }) => `${method} ${path}`)
  const real = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{.*\})?/g, '{$1}')}`)
  expect([...new Set(real)].sort()).toEqual(known.toSorted())
})
