/** What the customer holds after a complaint. @public */
export interface Receipt {
  /** Readable aloud, with a check character: `K7M4-2QXD-9`. */
  readonly code: string
  /** Page of the case, when the collector serves one. */
  readonly url?: string
}
