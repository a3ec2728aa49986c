import type { Delivery, Response } from '@frankly/core'
import { createMemoryJournal, createMemoryPlatform } from '@frankly/core/platform'
import { createQueue } from '@frankly/core/queue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'
import type { LoaderHost } from '../contract/host.ts'
import { createDisposer } from '../page/disposer.ts'
import type { AttachmentPost } from './attachments.ts'
import { createDelivery } from './create-delivery.ts'

let page: AppPage | undefined
afterEach(() => page?.end())

/** Delivery of one page of a device, on which `journal` lies. `asked`: the code that it needed beside its own. */
function delivery(journal = createMemoryJournal(), post?: AttachmentPost, waits = true) {
  const failed = vi.fn()
  const scope = createDisposer(failed)
  const sent: Delivery[] = []
  const asked: string[] = []
  const open = vi.fn(async () => journal)
  const host: Partial<LoaderHost> = {
    settings: { project: 'pk', host: '', nonce: '', auto: true, dataLayer: 'dataLayer' },
    scope,
    somethingWaits: async () => waits,
    warn: vi.fn(),
    failed,
  }
  const made = createDelivery(
    host as LoaderHost,
    {
      async earlyActs() {
        asked.push('earlyActs')
        return { sendLeftActs: async () => {} }
      },
      async attachments() {
        asked.push('attachments')
        return {
          postFile: async (_post, file, name) => ({ id: 'f-1', name, type: file.type, size: file.size }),
          sendPhotos: async () => void asked.push('sendPhotos'),
        }
      },
    },
    {
      transport: {
        async send(each) {
          sent.push(each)
          return { status: 'delivered' }
        },
      },
      platform: createMemoryPlatform({ journal: { open } }),
      post,
    },
  )
  return { ...made, host, journal, open, scope, sent, asked, failed }
}
async function response() {
  page = await appPage([after()])
  const shown = (await page.command('show', 'after', { force: true })) as {
    run: { answer(id: string, value: object): void }
  }
  shown.run.answer('ease', { kind: 'rating', value: 3 })
  await page.command('flush')
  return page.stored.at(-1)!
}

const deliveryOf = (response: Response): Delivery => ({
  id: `${response.id}.1`,
  type: 'answer.saved',
  project: 'pk',
  occurredAt: Date.now(),
  lane: 'normal',
  attempt: 1,
  data: { response },
})

describe('delivery of a page', () => {
  it('[CR1] [Q6] made before anybody acts it opens no store where nothing waits; the first answer then finds it', async () => {
    const answered = await response()
    vi.useFakeTimers()
    const { host, queue, open, sent } = delivery(undefined, undefined, false)
    expect(host.queueHere).toBe(queue)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(open).not.toHaveBeenCalled()
    const result = queue.submit(deliveryOf(answered))
    await vi.advanceTimersByTimeAsync(3000)
    expect(await result).toMatchObject({ durable: expect.stringMatching('server|disk|memory') })
    expect(sent).toHaveLength(1)
    expect(open).toHaveBeenCalled()
    vi.useRealTimers()
  })

  it('[CS4] where a browser cannot say what waits, acts of an earlier page are looked for with the first answer', async () => {
    const answered = await response()
    const { queue, asked } = delivery(undefined, undefined, false)
    const look = vi.spyOn(queue, 'passes').mockResolvedValue([{ acts: [] }] as never)
    await queue.submit(deliveryOf(answered))
    await vi.waitFor(() => expect(asked).toEqual(['earlyActs']))
    await queue.submit({ ...deliveryOf(answered), id: 'another' })
    expect(look).toHaveBeenCalledTimes(1)
  })

  it('[Q1] sends at once what an earlier page left', async () => {
    const left = await response()
    const first = delivery()
    // the page goes before anything is sent
    first.queue.close()
    const { journal } = first
    const writer = createMemoryPlatform({ journal: { open: async () => journal } })
    const kept = createQueue({
      project: 'pk',
      transport: { send: async () => ({ status: 'retry' }) },
      platform: writer,
    })
    await kept.submit(deliveryOf(left))
    kept.close()
    const next = delivery(journal)
    await vi.waitFor(() => expect(next.sent).toHaveLength(1), 5000)
    expect(next.sent[0]).toMatchObject({ data: { response: { id: left.id } } })
  })

  it('ends with the page: nothing is sent any more, nothing fails', async () => {
    const { queue, scope, sent, failed } = delivery()
    scope.dispose()
    await queue.flush()
    expect(sent).toEqual([])
    expect(failed).not.toHaveBeenCalled()
  })

  it('takes a file where there is somewhere to post it, and asks for the code of files only then', async () => {
    const photo = new Blob(['x'], { type: 'image/jpeg' })
    const nowhere = delivery()
    expect(await nowhere.attach(photo, 'a.jpg', 'r-1')).toBeUndefined()
    const { attach, asked } = delivery(undefined, { url: 'https://f.example/attachments' })
    expect(asked).toEqual([])
    expect(await attach(photo, 'a.jpg', 'r-1')).toMatchObject({ name: 'a.jpg', size: 1 })
    expect(asked).toEqual(['attachments'])
    expect(nowhere.asked).toEqual([])
  })
})
