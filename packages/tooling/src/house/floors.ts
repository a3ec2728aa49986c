import type { Arrow } from '../imports.ts'
import { arrowsWithin } from './graph.ts'

/**
 * What stands in `packages/<name>/src`, from the top down: an import may only lead to something further down its list.
 * Files have an ending, folders have none. `*.ts` stands for every other file, `*` for every other entry: these have no order
 * among themselves.
 */
export const FLOORS: Readonly<Record<string, readonly string[]>> = {
  core: [
    'index.ts',
    'browser',
    'node',
    'client',
    'queue',
    'check',
    'schema',
    'words',
    'transport',
    'wire',
    'engine',
    'clean',
    'targeting',
    'platform',
    'model',
  ],
  measures: ['index.ts', '*'],
  adapters: ['*.ts', 'server', 'browser', 'testing', 'shared'],
  templates: ['index.ts', '*'],
  widget: [
    'index.ts',
    'global.ts',
    'embed.ts',
    'options.ts',
    'server-feedback.ts',
    'feedback.ts',
    'stub.ts',
    'entries',
    'loader',
    'app',
    'delivery',
    'contract',
    'triggers',
    'placement',
    'mount',
    'screens',
    'state',
    'questions',
    'rich-text',
    'look',
    'i18n',
    'page',
  ],
  collector: [
    'index.ts',
    'inside.ts',
    'main.ts',
    'cli',
    'default-survey.ts',
    'collector.ts',
    'http',
    'export',
    'live',
    'privacy',
    'quotas.ts',
    'ingest',
    'outbox',
    'spool',
    'bucket.ts',
    'surveys',
    'options',
    'access',
    'store',
    'metrics.ts',
    'log.ts',
    'platform.ts',
    'words',
  ],
  react: ['index.ts', '*'],
  testing: ['fuzz', 'chaos', 'index.ts', 'long-use.ts', 'pictures', 'way', 'users', 'fakes', 'services', '*.ts'],
  bench: ['*'],
  tooling: ['*.ts', 'house', 'recipes', 'imports.ts', 'packages.ts', 'run.ts'],
}

/**
 * Imports that lead to the same place of the list or further up.
 * @param folder for example `packages/core/src`
 */
export function arrowsUp(folder: string, floors: readonly string[], arrows: readonly Arrow[]): readonly Arrow[] {
  return arrowsWithin(folder, arrows).filter(({ from, to }) => {
    const [above, below] = [floorOf(from, floors), floorOf(to, floors)]
    return above > below || (above === below && !floors[above]?.startsWith('*'))
  })
}

/** Entries of `folder` that the list does not name. */
export function withoutFloor(folder: string, floors: readonly string[], arrows: readonly Arrow[]): readonly string[] {
  const entries = arrowsWithin(folder, arrows).flatMap(({ from, to }) => [from, to])
  return [...new Set(entries)].filter((entry) => floorOf(entry, floors) < 0).sort()
}

function floorOf(entry: string, floors: readonly string[]): number {
  const named = floors.indexOf(entry)
  if (named >= 0) return named
  const files = entry.includes('.') ? floors.indexOf('*.ts') : -1
  return files >= 0 ? files : floors.indexOf('*')
}
