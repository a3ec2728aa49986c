/** Bounds of what is taken in. Bytes unless said otherwise. */
export interface Limits {
  /** One request body as sent. Default 65,536. */
  readonly bodyBytes: number
  /** One request body after inflating. Default 524,288. */
  readonly inflatedBytes: number
  /** Inflated to sent. Default 50. */
  readonly inflateRatio: number
  /** One item. Default 32,768. */
  readonly itemBytes: number
  /** Items in one request. Default 50. */
  readonly items: number
  /** Objects and arrays inside each other, the item itself included. Default 8. */
  readonly depth: number
  /** One attached file. Default 5,000,000. */
  readonly attachmentBytes: number
  /** All attached files being received at this moment. Default 50,000,000. */
  readonly attachmentBytesAtOnce: number
  /** Time for a whole request to arrive, ms; then the connection is closed. Default 10,000. */
  readonly requestMs: number
  /** Items waiting for the store. Default 20,000. */
  readonly waitingItems: number
  /** Their bytes. Default 32 MiB. */
  readonly waitingBytes: number
  /** Part of the waiting room that only complaints and low scores may use, 0–1. Default 0.2. */
  readonly urgentShare: number
  /** Requests a second for one project, on average; 3 times as many in a burst. Default 300. */
  readonly projectPerSecond: number
  /** Requests a second for one address range (/24, /48). Loopback is not counted. Default 20. */
  readonly addressPerSecond: number
}

/** The defaults. */
export const LIMITS: Limits = {
  bodyBytes: 65_536,
  inflatedBytes: 524_288,
  inflateRatio: 50,
  itemBytes: 32_768,
  items: 50,
  depth: 8,
  attachmentBytes: 5_000_000,
  attachmentBytesAtOnce: 50_000_000,
  requestMs: 10_000,
  waitingItems: 20_000,
  waitingBytes: 32 * 1024 * 1024,
  urgentShare: 0.2,
  projectPerSecond: 300,
  addressPerSecond: 20,
}
