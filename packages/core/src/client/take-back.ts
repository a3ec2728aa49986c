import type { ClientCore } from './assemble-client.ts'
import { type ConsentChange, type ConsentState, consented } from './consent.ts'

/** Heeds a change of consent: a refusal removes what the device remembers, a withdrawal also what was sent. @internal */
export async function changeConsent(core: ClientCore, change: ConsentChange): Promise<ConsentState> {
  core.consent = consented(core.consent, change)
  const { consent } = core
  if (consent.feedback === 'granted') return consent
  if (consent.feedback === 'withdrawn') await takeBack(core)
  else {
    core.memory.erase()
    await dropPasses(core)
  }
  return core.consent
}

/** Another visitor from now on: what is open is closed, and nothing of the one before is kept. @internal */
export async function resetClient(core: ClientCore): Promise<void> {
  const { runs, memory, visitor, platform } = core
  await runs.settle()
  await runs.dismiss()
  memory.forget(platform.clock.now())
  visitor.forget()
  await dropPasses(core)
}

/** [W1] [W2] */
async function takeBack({ runs, memory, visitor, queue, platform }: ClientCore): Promise<void> {
  const sent = await memory.allSent(platform.clock.now())
  const responseIds = [...new Set([...runs.open.map(({ responseId }) => responseId), ...sent])]
  runs.withdraw()
  memory.erase()
  await (await queue()).withdraw({ responseIds, ...(visitor.subject && { subjectId: visitor.subject.id }) })
}

/** Drafts of one who leaves are nobody's. */
async function dropPasses({ mayHavePasses, queue, platform }: ClientCore): Promise<void> {
  try {
    if (!(await mayHavePasses())) return
    const here = await queue()
    for (const { responseId } of await here.passes()) await here.release(responseId)
  } catch (cause) {
    platform.log.warn('drafts could not be removed now', cause)
  }
}
