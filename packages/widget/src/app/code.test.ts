import { expect, it, vi } from 'vitest'
import type { DeliveryServices } from '../contract/host.ts'
import { codeOf } from './code.ts'
import type { AppLoaders } from './core.ts'

it('[PH1] what takes photos comes with the question that asks for one, also before anything was written', async () => {
  const prepare = vi.fn(async () => undefined)
  const photos = vi.fn(async () => 'parts' as never)
  const code = codeOf({ photos } as unknown as AppLoaders, {
    delivery: async () => ({ prepare }) as unknown as DeliveryServices,
  })
  expect(await code.photos()).toBe('parts')
  await vi.waitFor(() => expect(prepare).toHaveBeenCalledTimes(1))
})

it('a delivery that cannot be loaded now does not take the question with it', async () => {
  const code = codeOf({ photos: async () => 'parts' as never } as unknown as AppLoaders, {
    delivery: () => Promise.reject(new Error('no network')),
  })
  expect(await code.photos()).toBe('parts')
})
