import { describe, expect, it } from 'vitest'
import { settled, survey, world } from '../../test/client-world.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import { createQueue } from '../queue/queue.ts'
import { assembleClient, type ClientCore } from './assemble-client.ts'
import { createEmitter } from './events.ts'
import { resolveOptions } from './options.ts'
import { createRunParts } from './run-parts.ts'
import { changeConsent, resetClient } from './take-back.ts'

/** A client over a device, of whose queue one can say that it cannot be had. */
function client(isDown = () => false) {
  const warnings: string[] = []
  const log = { debug: () => {}, warn: (line: string) => void warnings.push(line) }
  const platform = createMemoryPlatform({ log })
  const sent: string[] = []
  const transport = {
    send: async ({ type }: { type: string }) => {
      sent.push(type)
      return { status: 'delivered' as const }
    },
  }
  const core: ClientCore = assembleClient(resolveOptions({ project: 'p', transport, surveys: [survey()], platform }), {
    emitter: createEmitter(log),
    runs: { here: () => parts, load: async () => parts },
    queue: () => Promise.reject(new Error('not asked')),
    mayHavePasses: async () => true,
    keepActs: async () => ({ is: 'kept' }),
    door: () => survey(),
    isDrawn: false,
  })
  const queue = createQueue({ project: 'p', transport, platform })
  const parts = createRunParts({
    project: 'p',
    platform,
    queue: () => (isDown() ? Promise.reject(new Error('no network')) : queue),
    emitter: core.emitter,
    sent: (id) => core.memory.sent(id, platform.clock.now()),
    isOver: () => core.isEnded,
  })
  return { core, queue, sent, warnings }
}
async function answered(core: ClientCore, status: 'open' | 'done' = 'open') {
  const begun = (await core.begin(survey()))!
  begun.shown()
  begun.handle.answer('score', { kind: 'rating', value: 9 })
  await begun.handle.saved()
  if (status === 'done') await begun.handle.submit()
  return begun
}

describe('a change of consent', () => {
  it('[C6] granted, or about analytics alone, removes nothing', async () => {
    const { core, queue } = client()
    await answered(core)
    expect(await changeConsent(core, { analytics: 'granted' })).toMatchObject({
      feedback: 'granted',
      analytics: 'granted',
    })
    await changeConsent(core, 'granted')
    expect(await queue.passes()).toHaveLength(1)
  })

  it('[CR3] a refusal removes the drafts; an answer that was given still goes', async () => {
    const { core, queue, sent } = client()
    await answered(core)
    expect(await changeConsent(core, 'denied')).toMatchObject({ feedback: 'denied' })
    expect(await queue.passes()).toEqual([])
    await queue.flush()
    expect(sent).toContain('answer.saved')
    expect(sent).not.toContain('subject.erased')
  })

  it('[C7] [W1] a withdrawal erases what is unsent and tells the destination to erase', async () => {
    const { core, queue, sent } = client()
    const { handle } = await answered(core)
    expect(await changeConsent(core, 'withdrawn')).toMatchObject({ feedback: 'withdrawn' })
    expect(handle.delivery).toEqual({ is: 'withdrawn' })
    await queue.flush()
    expect(sent.filter((type) => type !== 'subject.erased' && type !== 'answer.saved')).toEqual([])
    expect(sent.at(-1)).toBe('subject.erased')
    expect(await queue.passes()).toEqual([])
  })

  it('drafts that cannot be removed now are warned of; the refusal holds', async () => {
    let isDown = false
    const { core, warnings } = client(() => isDown)
    isDown = true
    expect(await changeConsent(core, 'denied')).toMatchObject({ feedback: 'denied' })
    expect(warnings.join()).toContain('drafts could not be removed')
  })
})

describe('reset', () => {
  it('[P3] another visitor from now on: what is open is closed and sent, and its draft is nobody`s', async () => {
    const { core, queue, sent } = client()
    await core.identify({ id: 'anna' })
    await answered(core)
    await resetClient(core)
    await settled()
    expect(core.runs.open).toEqual([])
    expect(core.visitor.subject).toBeUndefined()
    expect(await queue.passes()).toEqual([])
    await queue.flush()
    expect(sent.length).toBeGreaterThan(0)
    const next = await answered(core)
    expect(next.isResumed).toBe(false)
  })
})

it('[W2] with the whole client: what an earlier page of this visit sent is erased too', async () => {
  const first = world()
  const run = await first.client.start('after-purchase', {})
  run.answer('score', { kind: 'rating', value: 9 })
  await run.submit()
  await first.client.flush()
  const next = world({}, { disk: first.disk, journal: first.journal, locks: first.locks })
  await next.client.consent('withdrawn')
  await next.client.flush()
  const erased = next.sent.find(({ type }) => type === 'subject.erased')
  expect(JSON.stringify(erased)).toContain(run.responseId)
})
