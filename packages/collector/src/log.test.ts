import { describe, expect, it } from 'vitest'
import { createLog, withoutSecrets } from './log.ts'

describe('the log', () => {
  it('[OP1] is one JSON object a line, with time, level and facts; secrets are masked wherever they stand', () => {
    const lines: string[] = []
    const log = createLog('json', (line) => lines.push(line))
    log('store: postgres://frankly:pass@db:5432/x refused', {
      level: 'error',
      token: 't',
      peer: { cookie: 'c', range: '10.0.0.0/24' },
    })
    log('plain')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 'error',
        name: 'frankly',
        msg: 'store: postgres://frankly:[masked]@db:5432/x refused',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        token: '[masked]',
        peer: { cookie: '[masked]', range: '10.0.0.0/24' },
      }),
      expect.objectContaining({ level: 'warn', msg: 'plain' }),
    ])
    const text: string[] = []
    createLog('text', (line) => text.push(line))('Bearer abc.def for anna@shop.example', { level: 'info' })
    expect(text).toEqual(['Bearer [masked] for [masked]\n'])
  })

  it.each([
    ['card 4111 1111 1111 1111 said', 'card [masked] said'],
    ['call +44 20 7946 0958', 'call [masked]'],
    ['nats://u:p@h:4222', 'nats://u:[masked]@h:4222'],
    ['at 1795300000000, from 10.0.0.0/24', 'at 1795300000000, from 10.0.0.0/24'],
    ['dead letter 01930000-0000-7000-8000-000000000001.1', 'dead letter 01930000-0000-7000-8000-000000000001.1'],
  ])('[OP1] %s', (line, masked) => {
    expect(withoutSecrets(line)).toBe(masked)
  })
})
