import { DELIVERY_TYPES } from '@frankly/core/wire'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDiscordAdapter } from '../server/discord.ts'
import { createGithubIssuesAdapter } from '../server/github-issues.ts'
import { createSlackAdapter } from '../server/slack.ts'
import { sampleDelivery } from '../testing/samples.ts'
import { heardBy, newsOf } from './news.ts'

const live = new AbortController().signal

describe('[F3] what a destination takes', () => {
  it('a chat posts complaints and low scores by itself, and says of everything else that it skipped it', async () => {
    let posted = 0
    const fetch = async () => {
      posted += 1
      return new Response('ok')
    }
    const slack = createSlackAdapter({ url: 'https://hooks.slack.com/services/T1/B1/x1', fetch })
    const bad = sampleDelivery('response.completed')
    expect(await slack.send(bad, live)).toEqual({ status: 'delivered' })
    expect(posted).toBe(1)
    expect(await slack.send({ ...bad, lane: 'normal' }, live)).toEqual({ status: 'skipped', reason: 'event' })
    expect(posted).toBe(1)
  })
  it('a tracker, which anybody may read, gets answers only when told to', async () => {
    const sent: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      sent.push(new Request(input).url)
      return Response.json({ number: 1 }, { status: 201 })
    }
    const options = { token: 'github_pat_1234567890', repository: 'shop/feedback', fetch }
    const bad = sampleDelivery('response.completed')
    expect(await createGithubIssuesAdapter(options).send(bad, live)).toEqual({ status: 'skipped', reason: 'event' })
    expect(sent).toEqual([])
    const told = createGithubIssuesAdapter({ ...options, on: ['bad-news'] })
    expect(await told.send(bad, live)).toEqual({ status: 'delivered' })
    expect(await told.send({ ...bad, lane: 'normal' }, live)).toEqual({ status: 'skipped', reason: 'event' })
  })
  it('nothing is delivered that was not sent, whatever the list and the event', async () => {
    const names = fc.uniqueArray(fc.constantFrom(...DELIVERY_TYPES, 'bad-news' as const), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(names, fc.constantFrom(...DELIVERY_TYPES), fc.boolean(), async (on, type, urgent) => {
        let posted = 0
        const fetch = async () => {
          posted += 1
          return Response.json({ id: '1' })
        }
        const url = 'https://discord.com/api/webhooks/1/abc'
        const outcome = await createDiscordAdapter({ url, on, fetch }).send(
          { ...sampleDelivery(type), lane: urgent ? 'urgent' : 'normal' },
          live,
        )
        expect(outcome.status === 'delivered').toBe(posted === 1)
      }),
    )
  })
  it('an empty list and an unknown name are misuse', () => {
    expect(() => newsOf([])).toThrow(/on: expected a list of events/)
    expect(() => newsOf(['case.closed' as never])).toThrow(/on\[0\]: expected one of/)
    expect(() => newsOf('bad-news' as never)).toThrow(/on: expected a list/)
    expect(heardBy(newsOf(undefined), sampleDelivery('case.updated'))).toBe(true)
  })
})
