import { deflateSync, gzipSync } from 'node:zlib'
import type { Seeded } from '../chaos/seeded.ts'
import { sampleResponse } from '../sample-response.ts'

/** Texts that have broken programs: names of objects, controls, halves of characters, addresses, patterns, SQL, markup. */
export const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  'null',
  'undefined',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\0',
  'a\0b',
  '\u0001\u001e\u007f',
  '\ud800',
  'x\udfff',
  '\u202e\u200b\ufeff',
  '🧑‍🤝‍🧑'.repeat(50),
  'ß'.repeat(5000),
  'a'.repeat(70_000),
  "' or 1=1 --",
  '"; drop table responses; --',
  '{"a":1}',
  '[]',
  '<script>alert(1)</script>',
  '=cmd|calc',
  '../../../../etc/passwd',
  '%00',
  '%',
  '%zz',
  'http://127.0.0.1:1/',
  '9'.repeat(400),
  '2026-13-45T99:99:99Z',
  '0001-01-01',
  '+275760-09-13T00:00:00.001Z',
  '01930000-0000-7000-8000-000000000001',
  '01930000-0000-7000-8000-000000000001,',
  'K7M4-2QXD-9',
  'K7M4-2QXD-Z',
  'pk_demo',
  'purchase',
  'csv',
  'ndjson',
  'en',
  'tlh-Xxxx-ZZ',
]

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  2,
  50,
  0.5,
  1e21,
  -1e21,
  2 ** 31,
  2 ** 31 - 1,
  2 ** 53,
  8.64e15,
  8.64e15 + 1,
  1e308,
  1_795_300_000_000,
]

/** Any JSON value, seldom deep. */
export function oddJson(chance: Seeded, depth: number = 0): unknown {
  const kind = chance.between(0, depth > 4 ? 3 : 6)
  if (kind === 0) return chance.pick([null, true, false])
  if (kind === 1) return chance.pick(NUMBERS)
  if (kind <= 3) return chance.pick(ODD_TEXTS)
  const size = chance.between(0, 4)
  if (kind === 4) return Array.from({ length: size }, () => oddJson(chance, depth + 1))
  const pairs = Array.from({ length: size }, (): [string, unknown] => [
    chance.pick(ODD_TEXTS).slice(0, 200),
    oddJson(chance, depth + 1),
  ])
  return Object.fromEntries(pairs)
}

/** A copy in which one value somewhere is another one, or gone, or has company. */
export function spoiled(value: unknown, chance: Seeded): unknown {
  if (typeof value !== 'object' || value === null || chance.unit() < 0.15) return oddJson(chance)
  if (Array.isArray(value)) {
    if (value.length === 0) return [oddJson(chance)]
    const at = chance.between(0, value.length - 1)
    return value.map((entry, i) => (i === at ? spoiled(entry, chance) : entry))
  }
  const entries = Object.entries(value)
  if (entries.length === 0 || chance.unit() < 0.1)
    return { ...value, [chance.pick(ODD_TEXTS).slice(0, 100)]: oddJson(chance) }
  const at = chance.between(0, entries.length - 1)
  if (chance.unit() < 0.15) return Object.fromEntries(entries.filter((_, i) => i !== at))
  return Object.fromEntries(entries.map(([key, entry], i) => [key, i === at ? spoiled(entry, chance) : entry]))
}

/** An id as clients make them; of a small number, so that some meet again. */
export const idOf = (n: number): string => `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** An envelope, whole or spoiled in up to three places. */
export function envelope(chance: Seeded): unknown {
  const items = Array.from({ length: chance.between(1, 4) }, () => {
    let item: unknown = sampleResponse(idOf(chance.between(0, 400)), { revision: chance.between(1, 4) })
    for (let i = chance.between(0, 3); i > 0; i--) item = spoiled(item, chance)
    return item
  })
  const whole = { sentAt: Date.now(), items }
  return chance.unit() < 0.1 ? spoiled(whole, chance) : whole
}

const MAGICS = [
  'ffd8ffe0',
  '89504e470d0a1a0a',
  '52494646ffffffff57454250',
  '474946383961',
  '000000186674797068656963',
  '0000001c6674797061766966',
]

/** Bytes that begin like a picture, mostly. */
export function bytes(chance: Seeded): Uint8Array {
  const body = Uint8Array.from({ length: chance.between(0, 3000) }, () => chance.between(0, 255))
  return Buffer.concat([Buffer.from(chance.unit() < 0.9 ? chance.pick(MAGICS) : '', 'hex'), body])
}

/** A body for any operation, and what is said about it. */
export function body(
  chance: Seeded,
  example: () => unknown,
): { readonly body: Uint8Array; readonly type: string; readonly gzip: boolean } {
  const type = chance.pick([
    'text/plain',
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'image/jpeg',
    'x/y;;',
    '',
  ])
  const kind = chance.unit()
  if (kind < 0.1) return { body: bytes(chance), type, gzip: chance.unit() < 0.1 }
  if (kind < 0.15) return { body: deflateSync('{}'), type, gzip: true }
  let text = JSON.stringify(kind < 0.7 ? example() : oddJson(chance)) ?? ''
  if (chance.unit() < 0.1) text = text.slice(0, chance.between(0, text.length))
  if (chance.unit() < 0.05) text = `${'['.repeat(20_000)}${text}`
  if (chance.unit() < 0.05) text = text.replace('{', '{"id":1,"id":2,')
  const plain = Buffer.from(text)
  if (chance.unit() < 0.1)
    return { body: gzipSync(chance.unit() < 0.2 ? Buffer.alloc(3_000_000, 0x20) : plain), type, gzip: true }
  return { body: plain, type, gzip: false }
}
