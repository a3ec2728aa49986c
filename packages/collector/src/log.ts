import { pino } from 'pino'
import type { Log } from './platform.ts'

/** How lines are written: for people, or one JSON object each. @public */
export type LogFormat = 'text' | 'json'

/** Fields that never stand in a log, wherever a fact holds them. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'token',
  'secret',
  'password',
  'signature',
  'address',
  'email',
  'phone',
  'answers',
  'text',
  'body',
]

/**
 * The collector's log: what happened, never an answer, an address or a secret. Whatever slips into a line is masked.
 * @param write - one whole line with its end
 */
export function createLog(format: LogFormat, write: (line: string) => void): Log {
  if (format === 'text') return (line) => write(`${withoutSecrets(line)}\n`)
  const paths = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`])
  const logger = pino(
    {
      name: 'frankly',
      redact: { paths, censor: '[masked]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write },
  )
  return (line, { level = 'warn', ...facts } = {}) => logger[level](facts, withoutSecrets(line))
}

/** A line without passwords in addresses, bearer tokens, e-mail addresses, and numbers as long as a card's or a phone's. */
export function withoutSecrets(line: string): string {
  return line
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]*@/gi, '$1:[masked]@')
    .replace(/\b(Bearer|Basic) [\w~+/.=-]+/gi, '$1 [masked]')
    .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[masked]')
    .replace(/(?<![\w-])\+?\d(?:[ -]?\d){10,18}(?![\w-])/g, (number) =>
      /^1[5-9]\d{8}(\d{3})?$/.test(number) ? number : '[masked]',
    )
}
