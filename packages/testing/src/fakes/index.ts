export { type DestinationCase, shapeFault } from './base.ts'
export { browserDestinations } from './browser/index.ts'
export { serverDestinations } from './server/index.ts'
