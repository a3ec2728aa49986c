declare module '@segment/loosely-validate-event' {
  /** Throws when the event is not one. */
  export default function validate(event: Record<string, unknown>, type?: string): void
}
