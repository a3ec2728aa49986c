/** One change of one source file that takes a cure out. `from` stands in the file exactly once. */
export interface Spoil {
  /** From the repository's root. */
  readonly file: string
  readonly from: string
  readonly to: string
}

/** A cure of the product that the suite takes out, to see the row beside it go red. */
export interface ShopCure {
  readonly name: string
  /** What the product does without it. */
  readonly what: string
  /** Row that has to go red. */
  readonly row: number
  readonly spoils: readonly Spoil[]
}

/** All of them, in the order of the table. */
export const SHOP_CURES: readonly ShopCure[] = [
  {
    name: 'unique key',
    what: 'the store takes every post for a new response',
    row: 63,
    spoils: [
      {
        file: 'packages/collector/src/store/put.ts',
        from: 'export function putItems(engine: Engine, items: readonly PutItem[]): Promise<readonly PutStatus[]> {',
        to: 'export function putItems(engine: Engine, given: readonly PutItem[]): Promise<readonly PutStatus[]> {\n  const items = given.map((item) => ({ ...item, id: crypto.randomUUID() }))',
      },
    ],
  },
  {
    name: 'IndexedDB complete',
    what: 'the journal believes `request.onsuccess`',
    row: 71,
    spoils: [
      {
        file: 'packages/core/src/browser/indexed-db-journal.ts',
        from: "if (options.settleOn === 'success' && request)",
        to: 'if (request)',
      },
    ],
  },
  {
    name: 'delete after the acknowledgement',
    what: 'records are deleted before they are sent',
    row: 52,
    spoils: [
      {
        file: 'packages/core/src/queue/rules.ts',
        from: 'soundRules: QueueRules = { classOf }',
        to: 'soundRules: QueueRules = { classOf, deleteFirst: true }',
      },
    ],
  },
]

/** What is changed for one cure; a name that is not known changes nothing. */
export function spoilsOf(name: string): readonly Spoil[] {
  return SHOP_CURES.find((cure) => cure.name === name)?.spoils ?? []
}
