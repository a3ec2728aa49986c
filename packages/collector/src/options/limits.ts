import type { FileQuotas, LetterQuotas } from '../store/ports.ts'

/** Bounds of what is taken in. Bytes unless said otherwise. @public */
export interface Limits {
  /** One request body, as sent and after inflating. Default 262,144. */
  readonly bodyBytes: number
  /** One item as JSON in UTF-8: room for the longest text of any script. Default 131,072. */
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
  /** Requests and items a second for one project, on average; 3 times as many in a burst. Default 300. */
  readonly projectPerSecond: number
  /** Requests and items a second for one address range (/24, /48). Loopback is not counted. Default 20. */
  readonly addressPerSecond: number
  /** Ids in one request to erase. Default 1,000. */
  readonly erasureIds: number
  /** Files of one response. Default 20. */
  readonly responseFiles: number
  /** Their bytes. Default 50,000,000. */
  readonly responseFileBytes: number
  /** Bytes of all files of one project. When they are used up, further photos wait on the device. Default 20,000,000,000. */
  readonly projectFileBytes: number
  /** Files of one project whose response is not here yet; they wait for a day. Default 20. */
  readonly waitingFiles: number
  /** Their bytes. Default 25,000,000. */
  readonly waitingFileBytes: number
  /** Refused items of one project that are kept for 30 days. Default 10,000. */
  readonly refusedItems: number
  /** Unreadable posts of one project that are kept for 30 days. Default 1,000. */
  readonly refusedPosts: number
  /** Bytes of each of the two. Default 50,000,000. */
  readonly refusedBytes: number
  /** Refused items and posts that one address range may leave in an hour; then it is told to come later. Default 30. */
  readonly refusedPerHour: number
  /** Notes for a person (erase everything of a subject) of one project. Default 10,000. */
  readonly requests: number
  /** Second bodies of one project that are kept, the newest, for 90 days. Default 10,000. */
  readonly conflicts: number
  /** Tombstones of one project for responses that never came, the newest, for 60 days. Default 20,000. */
  readonly unseenTombstones: number
  /**
   * Bad news of one address range, in an hour, that come first and ring by themselves; further ones come behind all others,
   * and people hear of them together. Default 6.
   */
  readonly alertsPerAddress: number
  /** Bad news of one project, in an hour, that ring by themselves at each destination that people read. Default 60. */
  readonly alertsPerHour: number
  /** Connections at once. When all are taken, the one that has been idle longest makes room. Default 2,000. */
  readonly connections: number
  /** Connections at once of one address range. Loopback is not counted, nor is anybody behind a proxy that is named in `trustedProxies`. Default 200. */
  readonly connectionsPerAddress: number
  /** How long a connection may stay idle between requests, ms. Default 65,000. */
  readonly keepAliveMs: number
}

/** The defaults. @public */
export const LIMITS: Limits = {
  bodyBytes: 262_144,
  itemBytes: 131_072,
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
  erasureIds: 1000,
  responseFiles: 20,
  responseFileBytes: 50_000_000,
  projectFileBytes: 20_000_000_000,
  waitingFiles: 20,
  waitingFileBytes: 25_000_000,
  refusedItems: 10_000,
  refusedPosts: 1000,
  refusedBytes: 50_000_000,
  refusedPerHour: 30,
  requests: 10_000,
  conflicts: 10_000,
  unseenTombstones: 20_000,
  alertsPerAddress: 6,
  alertsPerHour: 60,
  connections: 2000,
  connectionsPerAddress: 200,
  keepAliveMs: 65_000,
}

/** How much of each class of dead letters a project may have. */
export function letterQuotas(limits: Limits): LetterQuotas {
  const bytes = limits.refusedBytes
  return {
    item: { rows: limits.refusedItems, bytes },
    post: { rows: limits.refusedPosts, bytes },
    request: { rows: limits.requests, bytes },
  }
}

/** How much files may take. */
export function fileQuotas(limits: Limits): FileQuotas {
  return {
    response: { rows: limits.responseFiles, bytes: limits.responseFileBytes },
    projectBytes: limits.projectFileBytes,
    waiting: { rows: limits.waitingFiles, bytes: limits.waitingFileBytes },
  }
}
