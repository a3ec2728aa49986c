/** The one line on the console that a developer gets for a fault. Never throws. */
export function warn(message: string, cause: unknown = ''): void {
  // biome-ignore lint/suspicious/noConsole: what is wrong must be found by who built the page
  console.warn(`[frankly] ${message}`, cause)
}
