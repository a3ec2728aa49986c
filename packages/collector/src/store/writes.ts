import { inChain } from './chain/in-chain.ts'
import { noteRows } from './chain/note-rows.ts'
import { eraseResponses, isAny } from './erase.ts'
import type { Deleter } from './objects.ts'
import { outboxRows } from './outbox-rows.ts'
import type { Store } from './ports.ts'
import { writeQuotas } from './quota-marks.ts'
import type { Engine } from './schema.ts'
import { OUTBOX } from './statements.ts'
import { tidyStore } from './tidy.ts'

type Writes = Pick<Store, 'erase' | 'release' | 'tidy'>

/** Writes other than `put`: erasing, releasing, tidying. */
export function writes(engine: Engine, deleter: Deleter | undefined): Writes {
  return {
    async erase(erasure) {
      const counts = await eraseResponses(engine, erasure)
      // What was named by itself may have no id that could be looked for.
      const isUnknown = (erasure.letters?.length ?? 0) + (erasure.conflicts?.length ?? 0) > 0
      const objectsGone = counts.attachments > 0 ? deleter?.deleteDue(erasure.at) : undefined
      if (isAny(counts)) await engine.scrub?.(isUnknown ? undefined : erasure.ids.map((id) => `"id":"${id}`))
      await objectsGone
      return counts
    },
    async tidy(rules) {
      await tidyStore(engine, rules)
      await deleter?.deleteDue(rules.now)
    },
    release: ({ project, id, revision, outbox, ...held }, at) =>
      inChain(engine, async (trx, notes) => {
        const { numUpdatedRows } = await trx
          .updateTable('responses')
          .set({ quarantine: null, received_at: at })
          .where('project', '=', project)
          .where('id', '=', id)
          .where('revision', '=', revision)
          .where('quarantine', 'is not', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await writeQuotas(engine, trx, [{ project, id, revision, ...held }])
        await engine.insert(trx, OUTBOX, outboxRows(project, outbox, at))
        await noteRows(trx, notes, { project, ids: [id], at })
        return true
      }),
  }
}
