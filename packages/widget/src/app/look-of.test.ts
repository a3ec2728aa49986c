import type { LookConfig } from '@frankly/core/wire'
import { expect, it } from 'vitest'
import { configuredLook } from './look-of.ts'

const wished = (look: unknown, theme: unknown, project?: LookConfig) =>
  configuredLook({ host: { settings: { look, theme } }, config: () => project && { look: project } } as never)

it('the look is that of the project, the page`s own word first, field by field; a theme of the tag before both', () => {
  const project: LookConfig = { name: 'quiet', corner: 'start', theme: 'dark' } as LookConfig
  expect(wished(undefined, undefined)).toEqual({})
  expect(wished(undefined, undefined, project)).toEqual(project)
  expect(wished('plain', undefined, project)).toEqual({ ...project, name: 'plain' })
  expect(wished({ corner: 'end' }, 'light', project)).toEqual({ ...project, corner: 'end', theme: 'light' })
})
