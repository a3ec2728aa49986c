import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Response } from '@frankly/core'
import type { ResponseMode } from '@frankly/core/model'
import { responseSchema } from '@frankly/core/schema'
import { describe, expect, it } from 'vitest'
import { migrateStore } from '../../src/store/store.ts'
import { idOf, response } from '../support/items.ts'
import { collectorWith } from '../support/start.ts'

const page = readFileSync(new URL('../../../../docs/spec/privacy.md', import.meta.url), 'utf8')

/** The names in the first cells of the table below a heading cell, such as `field`. */
function named(heading: string): readonly string[] {
  const [, table = ''] = page.split(`| ${heading} |`)
  return (table.split('\n\n')[0] ?? '').split('\n').flatMap((row) => /^\| `([^`]+)` \|/.exec(row)?.[1] ?? [])
}

interface Node {
  readonly type: string
  readonly shape?: Readonly<Record<string, { readonly _zod: { readonly def: Node } }>>
  readonly options?: readonly { readonly _zod: { readonly def: Node } }[]
  readonly innerType?: { readonly _zod: { readonly def: Node } }
  readonly element?: { readonly _zod: { readonly def: Node } }
  readonly valueType?: { readonly _zod: { readonly def: Node } }
}

/** Every place that the schema of a response has: what it takes is what can be stored. */
function placesOf(def: Node, at: string): readonly string[] {
  const inside = (part: { readonly _zod: { readonly def: Node } }, path: string) => placesOf(part._zod.def, path)
  if (def.shape)
    return Object.entries(def.shape).flatMap(([name, part]) => {
      const path = at ? `${at}.${name}` : name
      return [path, ...inside(part, path)]
    })
  if (def.options) return def.options.flatMap((part) => inside(part, at))
  if (def.innerType) return inside(def.innerType, at)
  if (def.element) return inside(def.element, `${at}[]`)
  return def.valueType ? inside(def.valueType, `${at}.*`) : []
}

/** Every place of a stored body; ids of the survey are `*`. */
function placesIn(value: unknown, at: string, fields: ReadonlySet<string>): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => placesIn(each, `${at}[]`, fields))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = at ? `${at}.${name}` : name
    const place = fields.has(path) || !at ? path : `${at}.*`
    const isLeafOfTable = [
      'answers.*.rows',
      'answers.*.points',
      'context.tags',
      'subject.traits',
      'variables',
      'timings.questionMs',
    ]
    return isLeafOfTable.includes(at) ? [] : [place, ...placesIn(inner, place, fields)]
  })
}

const modes: readonly ResponseMode[] = ['web', 'link', 'qr', 'kiosk', 'phone', 'observer', 'import']
/** As much as a response can hold. */
const whole: Partial<Response> = {
  drawn: true,
  answers: {
    rate: { kind: 'rating', value: 1 },
    why: { kind: 'choice', choices: ['a'], other: 'b' },
    grid: { kind: 'matrix', rows: { r: 'na' } },
    rank: { kind: 'ranking', order: ['a'] },
    share: { kind: 'split', points: { a: 100 } },
    mail: { kind: 'contact', channel: 'email', address: 'anna@example.com', hours: ['day'] },
    ok: { kind: 'consent', granted: true },
    photo: { kind: 'attachment', files: [{ id: idOf(9), name: 'a.jpg', type: 'image/jpeg', size: 1 }] },
    thanks: { kind: 'praise', text: 'Anna', who: 'Anna' },
    bad: { kind: 'complaint', text: 'Broken', remedyText: 'A new one', nameVisibleTo: 'team' },
  },
  complaint: { severity: 'high' },
  context: {
    path: '/thanks',
    device: 'phone',
    utcOffsetMinutes: 180,
    tags: { shelf: 'tea' },
    order: {
      orderId: 'A-1',
      value: 1,
      currency: 'EUR',
      items: [{ name: 'Tea', price: 1 }],
      coupon: 'c',
      firstOrder: true,
    },
  },
  subject: { id: 'c-1', traits: { plan: 'x' }, signature: 's' },
  consents: [{ purpose: 'answer', granted: true, textVersion: '1', at: 1 }],
  variables: { score: 1 },
  receiptCode: 'K7M4-2QXD-9',
}

describe('[F19] docs/spec/privacy.md names every field that is stored, and none that is not', () => {
  it('[F19] every place of a response, and no other', () => {
    const places = placesOf((responseSchema as unknown as { _zod: { def: Node } })._zod.def, '')
    expect([...named('field')].sort()).toEqual([...new Set(places)].sort())
  })

  it.each(modes)('[F19] a stored response of the mode %s holds nothing that the table does not name', async (mode) => {
    const collector = await collectorWith()
    const sent = {
      ...response(1, { ...whole, mode }),
      userAgent: 'Mozilla',
      ip: '10.0.0.1',
      answers: { ...whole.answers },
    }
    const posted = { method: 'POST', body: JSON.stringify({ sentAt: 1, items: [sent] }) }
    expect((await collector.app.request('/v1/projects/pk_demo/responses', posted)).status).toBe(200)
    const [row] = await collector.store.responses({ limit: 9 })
    const body = JSON.parse(row!.body) as Response
    // what only staff can know is not taken from a page
    expect(body.mode).toBe(['phone', 'observer', 'import'].includes(mode) ? 'web' : mode)
    const fields = new Set(named('field'))
    const places = [...new Set(placesIn(body, '', fields))]
    expect(places.length).toBeGreaterThan(30)
    expect(places.filter((place) => !fields.has(place) && place !== 'answers.*')).toEqual([])
  })

  it('[F19] every table and column of the store, and no other; every table says how long and how erased', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'frankly-privacy-'))
    try {
      const path = join(folder, 'f.sqlite')
      await migrateStore({ url: `sqlite:${path}`, now: 1 })
      const database = new DatabaseSync(path, { readOnly: true })
      const tables = database
        .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        .all()
        .map(({ name }) => String(name))
      const columns = tables.flatMap((table) =>
        database
          .prepare(`pragma table_info(${table})`)
          .all()
          .map(({ name }) => `${table}.${name}`),
      )
      database.close()
      expect([...named('column')].sort()).toEqual(columns.sort())
      expect([...named('table')].sort()).toEqual(tables.sort())
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
