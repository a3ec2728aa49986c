import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Node adds `import` or `require` itself: naming one here would give a `require` in a dependency a module that it cannot use.
const conditions = ['frankly-source', 'module', 'default']
const resolve = { conditions }
const ssr = { resolve: { conditions: [...conditions, 'node'], externalConditions: ['frankly-source', 'node'] } }
// Two cores, often shared: a test that waits for real time must not fail because others work.
const shared = { setupFiles: ['packages/testing/src/fail-on-console.ts'], testTimeout: 30_000 }

/** What takes a minute or more: begun first, so that no worker is left alone with one of them at the end. */
const LONG = /(torture|main-path|a11y|layout|conformance|docs-site)\.test\.ts$/

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((one, other) => Number(LONG.test(other.moduleId)) - Number(LONG.test(one.moduleId)))
  }
}

/** The list of test projects. Scripts name one with `--project`. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      {
        resolve,
        ssr,
        test: {
          ...shared,
          name: 'unit',
          environment: 'node',
          include: ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts'],
          exclude: ['packages/widget/**', '**/node_modules/**'],
        },
      },
      {
        resolve,
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          ...shared,
          name: 'dom',
          environment: 'happy-dom',
          include: ['packages/widget/src/**/*.test.{ts,tsx}'],
        },
      },
      {
        resolve,
        oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
        test: {
          ...shared,
          name: 'react',
          environment: 'happy-dom',
          include: ['packages/react/src/**/*.test.tsx'],
        },
      },
      {
        resolve,
        ssr,
        test: {
          ...shared,
          name: 'contract',
          environment: 'node',
          include: ['packages/*/test/contract/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // what runs beside each other waits for time limits
          maxConcurrency: 12,
        },
      },
      { test: { name: 'layers', environment: 'node', include: ['packages/tooling/test/**/*.test.ts'] } },
      {
        test: {
          name: 'users',
          environment: 'node',
          include: ['packages/testing/test/users/**/*.test.ts'],
          globalSetup: ['packages/testing/src/users/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['packages/*/test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
    ],
  },
})
