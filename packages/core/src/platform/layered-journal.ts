import type { Durability, Journal, JournalRecord, JournalSwap, KeySpan } from './platform.ts'

/**
 * The safest journal that works, record by record: a full or broken store hands on to the next, and says so in what
 * `put` returns. Reads see all layers as one. What lies in a weaker layer moves up as soon as a safer one takes it. One
 * closure: each method asks all layers, and first does what one of them still owes.
 * @public
 */
export function createLayeredJournal(
  layers: readonly Journal[],
  fellBack: (to: Durability, cause: unknown) => void = () => {},
): Journal {
  let level: Durability = layers[0]!.durability
  const everything = { after: '', before: '\uffff' }
  /** Layers that could not be cleared when asked to: they are before they say anything again. */
  const owed = new Map<Journal, KeySpan>()
  let lifting: Promise<void> | undefined

  /** Asks all layers; one that fails has nothing to say, unless all fail. */
  async function ask<Value>(question: (layer: Journal) => Promise<Value>): Promise<Value[]> {
    const heard: Value[] = []
    const faults: unknown[] = []
    const answers = layers.map(async (layer) => {
      try {
        const span = owed.get(layer)
        if (span) await layer.clear(span)
        owed.delete(layer)
        return { value: await question(layer) }
      } catch (cause) {
        faults.push(cause)
        return
      }
    })
    for (const answer of answers) {
      const given = await answer
      if (given) heard.push(given.value)
    }
    if (!heard.length) throw faults[0]
    return heard
  }

  /** The first layer that takes it: how safe that is, or nothing where its condition forbids. */
  async function first<Said extends Durability | undefined>(
    write: (layer: Journal, i: number) => Promise<Said>,
  ): Promise<Said> {
    for (const [i, layer] of layers.entries()) {
      try {
        const said = await write(layer, i)
        level = said ?? level
        return said
      } catch (cause) {
        const next = layers[i + 1]
        if (!next) throw cause
        fellBack(next.durability, cause)
      }
    }
    throw new Error('no layers')
  }

  /**
   * What is replaced goes from the layer that took the new record and from weaker ones. In a safer layer it stays: a
   * record on disk may not give way to one in memory.
   */
  async function swap({ look = [], make }: JournalSwap): Promise<Durability | undefined> {
    let taken = 0
    let gone: readonly string[] = []
    const said = await first(async (layer, i) => {
      taken = i
      // What counts may lie in another layer, also in one that can be read and not written.
      const others = layers.filter((other) => other !== layer)
      const asked = others.flatMap((other) => look.map((span) => other.page(span, 99).catch(() => [])))
      const elsewhere = (await Promise.all(asked)).flat()
      return layer.swap({
        look,
        make(here) {
          const made = make([...here, ...elsewhere])
          gone = made?.remove ?? []
          return made
        },
      })
    })
    if (!said || !gone.length) return said
    const weaker = layers.slice(taken + 1)
    await Promise.all(weaker.map((layer) => layer.change(gone.map((key) => ({ key }))).catch(() => {})))
    return said
  }

  /** Put, complete, then delete: a record is in two places for a moment, never in none. */
  async function lift(): Promise<void> {
    const [safest, ...weaker] = layers
    for (const layer of weaker) {
      const records = await layer.page(everything, 50).catch(() => [])
      if (!records.length) continue
      await safest!.put(records)
      await layer.change(records.map(({ key }) => ({ key })))
    }
  }

  return {
    get durability() {
      return level
    },
    put: (records) => first((layer) => layer.put(records)),
    swap,
    async page(span, limit) {
      lifting = lift().catch(() => {})
      await lifting
      const rows = new Map<string, JournalRecord>()
      for (const answer of await ask((layer) => layer.page(span, limit)))
        for (const row of answer) rows.set(row.key, row)
      return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit)
    },
    async keys(span, limit) {
      const lists = (await ask((layer) => layer.keys(span, limit))).filter((list) => list.length)
      return lists.length < 2 ? (lists[0] ?? []) : [...new Set(lists.flat())].sort().slice(0, limit)
    },
    async change(changes) {
      await ask((layer) => layer.change(changes))
    },
    async clear(span, instead = []) {
      await lifting
      let left = instead
      for (const layer of layers) {
        try {
          await layer.clear(span, left)
          left = []
        } catch {
          owed.set(layer, span)
        }
      }
    },
    close() {
      for (const layer of layers) layer.close()
    },
  }
}
