import type { Logger } from './platform.ts'

/**
 * A logger that can never hurt the page: silent without `sink`, and deaf to a sink that throws.
 * @public
 */
export function safeLogger(sink?: Partial<Logger>): Logger {
  const say =
    (level: keyof Logger): Logger['warn'] =>
    (message, data) => {
      try {
        sink?.[level]?.(message, data)
      } catch {
        // A log must not become the trouble it reports.
      }
    }
  return { debug: say('debug'), warn: say('warn') }
}
