export { type DestinationCase, shapeFault } from './base.ts'
export { browserDestinations } from './browser/index.ts'
export { serverDestinations } from './server/index.ts'
export { slackFake } from './server/slack.ts'
