import { createEmitter } from '@frankly/core/client'
import { expect, it, vi } from 'vitest'
import type { App, LoaderHost } from '../contract/host.ts'
import { appLoaders } from '../entries/loaders.ts'
import { createLoader } from '../loader/create-loader.ts'
import { createDisposer } from '../page/disposer.ts'
import { createApp } from './create-app.ts'

const settings = { project: 'pk', host: '', nonce: '', auto: false, dataLayer: 'dataLayer' }

/** The interface on a page that told this before its code came. */
async function stateAfter(...told: readonly unknown[]): Promise<unknown> {
  const failed = vi.fn()
  const scope = createDisposer(failed)
  const warn = vi.fn()
  const host = {
    settings,
    facts: { candidates: [], queued: told.map((change) => ['consent', [change]]), route: 0 },
    scope,
    newScope: () => createDisposer(failed),
    warn,
    failed,
    config: async () => undefined,
    emitter: createEmitter({ debug: warn, warn }),
  } as unknown as LoaderHost
  const status = (await createApp(host, appLoaders).command('status', [])) as { consent: unknown }
  scope.dispose()
  expect(failed).not.toHaveBeenCalled()
  return status.consent
}

it('[CR3] consent to analytics, told before the code came, says nothing about feedback, and is not lost', async () => {
  expect(await stateAfter({ analytics: 'granted' })).toMatchObject({ feedback: 'granted', analytics: 'granted' })
  expect(await stateAfter({ analytics: 'granted' }, 'granted')).toMatchObject({ analytics: 'granted' })
})

it.each(['denied', { feedback: 'denied' }])(
  '[CR3] a refusal is heeded at once, not when a question comes: %j',
  async (change) => {
    const command = vi.fn(async () => undefined)
    const loader = createLoader(
      settings,
      {
        config: () => Promise.reject(new Error('not asked')),
        ui: async () => ({ start: () => ({ command }) as unknown as App }),
        delivery: () => Promise.reject(new Error('not asked')),
      },
      () => {},
    )
    loader.run('consent', [{ analytics: 'granted' }])
    loader.run('identify', [{ id: 'anna' }])
    await loader.run('consent', [change])
    expect(command.mock.calls).toEqual([['consent', [change]]])
  },
)
