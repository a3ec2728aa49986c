import type { Cell, TransportRow } from '@frankly/adapters/testing'

const COLUMNS: readonly Cell[] = [
  '2xx',
  'own word',
  '4xx',
  '429 with floor',
  '5xx',
  'after a refusal',
  'timeout',
  'reset after commit',
  'duplicate',
  'oversize',
  'missing fields',
  'hostile text',
  'nothing undeclared',
]

/** Writes the rows as a Markdown page. */
export function tableOf(rows: readonly (readonly [string, TransportRow])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`
  return [
    '# Destinations and what they were tried with',
    '',
    'Written by `packages/adapters/test/contract/conformance.test.ts`; do not edit. Each cell is a test against a strict',
    'fake or the real thing. In brackets: what came of it; `–`: cannot be, and why.',
    '',
    line(['destination', ...COLUMNS]),
    line(['---', ...COLUMNS.map(() => '---')]),
    ...rows.map(([name, row]) => line([name, ...COLUMNS.map((cell) => row[cell] ?? 'not run')])),
    '',
  ].join('\n')
}
