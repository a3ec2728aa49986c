import type { BrowserName } from '../browsers.ts'
import type { Cure } from './cures.ts'
import type { Row } from './rows/row.ts'
import { type Shared, setStage } from './stage.ts'
import type { ChaosStore } from './stores.ts'

/** What one row came to. */
export interface Verdict {
  readonly row: Row
  readonly browser: BrowserName
  readonly store: ChaosStore['kind']
  readonly seed: number
  /** Answers that pages reported on at all. */
  readonly told: number
  /** Answers that a customer was told are safe. */
  readonly safe: number
  readonly stored: number
  /** Told safe, not in the store. */
  readonly lost: readonly string[]
  /** In the store more than once. */
  readonly doubled: readonly string[]
  readonly requests: number
  readonly preflights: number
  /** Longest way from "safe" to the store, ms. */
  readonly worstMs: number
  readonly browserKills: number
  readonly collectorKills: number
  readonly drained: boolean
  readonly unmet: readonly string[]
  readonly tookMs: number
}

/** A row is green when nothing told safe is missing or doubled and everything else it expects is met. */
export function isGreen(verdict: Verdict): boolean {
  return (
    verdict.lost.length === 0 &&
    verdict.doubled.length === 0 &&
    verdict.drained &&
    verdict.unmet.length === 0 &&
    verdict.preflights === 0
  )
}

/** Plays one row in one browser on one store and judges it. */
export async function play(
  shared: Shared,
  row: Row,
  browser: BrowserName,
  store: ChaosStore,
  seed: number,
  scale: number,
  without?: Cure,
): Promise<Verdict> {
  const begun = Date.now()
  const stage = await setStage(shared, browser, store, seed, {
    ...(row.needsProfile ? { needsProfile: true } : {}),
    ...(row.patienceMs ? { patienceMs: row.patienceMs } : {}),
    ...(without ? { without } : {}),
  })
  try {
    await row.play(stage, scale)
    const drained = await stage.drain()
    const safe = stage.oracle.safe()
    const rows = await store.rows()
    const held = new Map<string, number>()
    for (const { id, revision } of rows) held.set(id, Math.max(revision, held.get(id) ?? 0))
    const seen = new Set<string>()
    const doubled = new Set<string>()
    for (const { id } of rows) (seen.has(id) ? doubled : seen).add(id)
    const toldAt = new Map<string, number>()
    for (const told of stage.oracle.told) if (!toldAt.has(told.id)) toldAt.set(told.id, told.at)
    return {
      row,
      browser,
      store: store.kind,
      seed,
      told: new Set(stage.oracle.told.map(({ id }) => id)).size,
      safe: safe.size,
      stored: held.size,
      lost: [...safe].filter(([id, revision]) => (held.get(id) ?? 0) < revision).map(([id]) => id),
      doubled: [...doubled],
      requests: stage.proxy.posts.length,
      preflights: stage.proxy.preflights(),
      worstMs: Math.max(
        0,
        ...rows.map(({ id, firstReceivedAt }) => firstReceivedAt - (toldAt.get(id) ?? firstReceivedAt)),
      ),
      browserKills: stage.kills.browsers,
      collectorKills: stage.kills.collectors,
      drained,
      unmet: stage.unmet,
      tookMs: Date.now() - begun,
    }
  } finally {
    await stage.close()
    await store.drop()
  }
}
