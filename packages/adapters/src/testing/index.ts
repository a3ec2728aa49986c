/**
 * For tests of one's own adapter: the conformance suite, a strict fake server, sample deliveries.
 * Runs in Node.
 * @packageDocumentation
 */

export { DELIVERY_TYPES } from '@frankly/core/wire'
export { type Cell, PATIENT_MS, type TransportUnderTest } from './cells.ts'
export { describeTransport, type TestTools, type TransportRow } from './describe-transport.ts'
export {
  type FakeControl,
  type FakeDestination,
  type FakeMode,
  type FakeReply,
  type FakeRequest,
  type FakeServer,
  startFake,
} from './fake-server.ts'
export {
  HOSTILE,
  SAMPLE_ANSWERS,
  type SampleAnswer,
  type SampleOptions,
  sampleDelivery,
} from './samples.ts'
