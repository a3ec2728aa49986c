/**
 * What tests of other packages need of the collector's inside. Not published: `publishConfig` of the package does not name it.
 * @packageDocumentation
 */

export { openCollector } from './collector.ts'
export type { Store } from './store/ports.ts'
export { openStore } from './store/store.ts'
