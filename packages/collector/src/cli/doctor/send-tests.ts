import { randomUUID } from 'node:crypto'
import { type Delivery, DOOR_SURVEY, type Response, type SendOutcome } from '@frankly/core'
import { withTimeout } from '@frankly/core/transport'
import type { OpenDestination } from '../../outbox/destinations.ts'
import { deliveryTexts } from '../../words/delivery-texts.ts'
import { type Finding, finding, wordsOf } from './finding.ts'

const PATIENCE_MS = 20_000

/** Sends a trial complaint to every destination, under its own name and marked as a trial. */
export async function sendTests(list: readonly OpenDestination[], now: number): Promise<readonly Finding[]> {
  const found = await Promise.all(list.map((destination) => sendTest(destination, now)))
  const hasMail = list.some(({ adapter }) => adapter.name === 'smtp')
  return hasMail ? found : [...found, finding('skip', 'mail', 'no destination sends mail')]
}

async function sendTest({ project, id, adapter }: OpenDestination, now: number): Promise<Finding> {
  const what = adapter.name === 'smtp' ? 'mail' : 'destination'
  const name = `${project}/${id}`
  let outcome: SendOutcome
  try {
    outcome = await withTimeout(adapter, PATIENCE_MS).send(trial(project, now), AbortSignal.timeout(PATIENCE_MS))
  } catch (error) {
    return finding('fail', what, `${name}: ${wordsOf(error)}`)
  }
  switch (outcome.status) {
    case 'delivered':
      return finding('ok', what, `${name}: took a trial message`)
    case 'skipped':
      return finding('skip', what, `${name}: does not take a trial complaint (${outcome.reason})`)
    case 'rejected':
      return finding(
        'fail',
        what,
        `${name}: refused the trial message: ${outcome.code} ${outcome.detail}; look at its options`,
      )
    default: {
      const why = 'cause' in outcome && outcome.cause !== undefined ? `: ${wordsOf(outcome.cause)}` : ''
      return finding(
        'fail',
        what,
        `${name}: did not take the trial message${why}; look at its address and whether it runs`,
      )
    }
  }
}

function trial(project: string, now: number): Delivery {
  const text = 'This is a trial message of "frankly doctor". Nothing has happened.'
  const response: Response = {
    id: randomUUID(),
    revision: 1,
    surveyId: DOOR_SURVEY.id,
    surveyVersion: DOOR_SURVEY.version,
    status: 'completed',
    mode: 'web',
    test: true,
    locale: 'en',
    touchpoint: DOOR_SURVEY.touchpoint,
    answers: { complaint: { kind: 'complaint', text } },
    complaint: { severity: 'normal' },
    context: {},
    consents: [],
    timings: { startedAt: now, updatedAt: now, completedAt: now },
  }
  return {
    id: `${response.id}.1`,
    type: 'response.completed',
    project,
    occurredAt: now,
    lane: 'urgent',
    attempt: 1,
    data: { response },
    texts: deliveryTexts(DOOR_SURVEY, 'en'),
  }
}
