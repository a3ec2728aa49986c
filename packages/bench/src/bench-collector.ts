import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Survey } from '@frankly/core'
import { type CollectorProcess, startCollector } from '@frankly/testing'

/** What the benches give answers to that need no interface. */
export const PURCHASE: Survey = {
  schema: 1,
  id: 'purchase',
  version: 1,
  title: 'Bench',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  pages: [
    {
      id: 'p',
      questions: [
        { kind: 'rating', id: 'ordering', scale: 'csat5', text: 'How?' },
        { kind: 'text', id: 'best', text: 'Best?' },
        { kind: 'complaint', id: 'wrong', text: 'What went wrong?' },
      ],
    },
  ],
}

/** A configuration with the surveys of each project and limits that do not stop a bench. */
export function benchConfig(surveysOf: Readonly<Record<string, readonly Survey[]>>, shop: string = 'Bench'): object {
  const limits = { projectPerSecond: 1e9, addressPerSecond: 1e9 }
  const projects: Record<string, object> = {}
  for (const [key, surveys] of Object.entries(surveysOf))
    projects[key] = { shop, origins: ['*'], surveys, spam: { fasterThanMs: 0 } }
  return { limits, projects }
}

/** A real collector in a process of its own, with such a configuration. */
export function startBenchCollector(
  surveysOf: Readonly<Record<string, readonly Survey[]>>,
  args: readonly string[] = [],
  shop?: string,
): Promise<CollectorProcess> {
  const configFile = join(mkdtempSync(join(tmpdir(), 'frankly-bench-')), 'frankly.config.json')
  writeFileSync(configFile, JSON.stringify(benchConfig(surveysOf, shop)))
  return startCollector({ configFile, args })
}
