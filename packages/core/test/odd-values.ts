import fc from 'fast-check'

const circular: Record<string, unknown> = { name: 'Anna' }
circular['self'] = circular
let deep: unknown = 'end'
for (let i = 0; i < 3000; i++) deep = { deep }

/** Values that a page may hand over by a slip, and that JSON, a store or a schema does not take. */
export const ODD_VALUES: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  4711,
  4711n,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -0,
  true,
  Symbol('s'),
  () => 1,
  [],
  [1, 'a', null],
  {},
  new Date(0),
  new Date(Number.NaN),
  new Date(Date.UTC(12_000, 0)),
  new Map([['a', 1]]),
  new Error('x'),
  new URL('https://shop.example/thanks?token=1'),
  circular,
  deep,
  {
    get id() {
      throw new Error('no id')
    },
  },
  {
    id: 'a',
    get traits() {
      throw new Error('no traits')
    },
  },
  new Proxy(
    {},
    {
      ownKeys() {
        throw new Error('no keys')
      },
    },
  ),
  {
    toString() {
      throw new Error('no text')
    },
  },
  'ж'.repeat(100_000),
  'half \ud83e a pair',
  'nul \0 sign',
  '__proto__',
  'constructor',
  JSON.parse('{"__proto__": {"id": "x"}, "constructor": "c"}'),
  Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 'v'.repeat(500)])),
  { 'bad key': 1, 'anna@shop.example': true, имя: 'Анна', constructor: 'x', ok: 'yes' },
  Array.from({ length: 5000 }, () => ({ name: 'Чайник '.repeat(100), price: '1' })),
]

/** Anything at all. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_VALUES) },
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
    withBoxedValues: true,
  }),
)

const record = (...keys: readonly string[]): fc.Arbitrary<object> =>
  fc.record(Object.fromEntries(keys.map((key) => [key, odd])), { requiredKeys: [] })

/** Something between a person and nonsense. */
export const oddSubject: fc.Arbitrary<unknown> = fc.oneof(odd, record('id', 'traits', 'signature', 'email'))

/** Something between an order and nonsense. */
export const oddOrder: fc.Arbitrary<unknown> = fc.oneof(
  odd,
  record('orderId', 'value', 'currency', 'items', 'coupon', 'firstOrder', 'deliveryMethod', 'signature', 'email'),
  fc.record({ orderId: odd, items: fc.array(fc.oneof(odd, record('id', 'name', 'price', 'quantity', 'category'))) }),
)

/** Something between a context and nonsense. */
export const oddContext: fc.Arbitrary<unknown> = fc.oneof(
  odd,
  record('path', 'device', 'utcOffsetMinutes', 'tags', 'touchpoint', 'secret'),
  fc.record({ order: oddOrder, tags: fc.dictionary(fc.string(), odd) }),
)

/** Tags of languages, right and wrong. */
export const oddLocale: fc.Arbitrary<unknown> = fc.oneof(
  odd,
  fc.constantFrom(
    'ru_RU',
    'russian',
    'x-default',
    '',
    'C',
    'en_US.UTF-8',
    'zh-Hant-TW-u-ca-chinese',
    'i-klingon',
    'de--AT',
    'en-1a',
  ),
  fc.stringMatching(/^[a-zA-Z0-9_@.-]{0,40}$/),
)

/** Something between records of consents and nonsense. */
export const oddConsents: fc.Arbitrary<unknown> = fc.oneof(
  odd,
  fc.array(fc.oneof(odd, record('purpose', 'granted', 'textVersion', 'at')), { maxLength: 60 }),
)
