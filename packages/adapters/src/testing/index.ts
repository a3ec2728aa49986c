/**
 * For tests of one's own adapter: the conformance suite, a strict fake server, sample deliveries.
 * Runs in Node.
 * @packageDocumentation
 */
export type { Cell, TransportUnderTest } from './cells.ts'
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
  DELIVERY_TYPES,
  HOSTILE,
  SAMPLE_ANSWERS,
  type SampleAnswer,
  type SampleOptions,
  sampleDelivery,
} from './samples.ts'
