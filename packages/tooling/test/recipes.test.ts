import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stepsOf, withLines } from '../src/recipes/steps.ts'
import { root } from '../src/run.ts'

const fenced = (head: string, text: string): string => `\`\`\`${head}\n${text}\n\`\`\`\n`

describe('recipes', () => {
  it.each(globSync('packages/tooling/recipes/*.md', { cwd: root }))(
    '%s writes something, and runs what it promises',
    (page) => {
      const kinds = stepsOf(readFileSync(root + page, 'utf8')).map(({ kind }) => kind)
      expect(kinds).toContain('file')
      expect(kinds.at(-1)).toBe('run')
    },
  )

  it('a page gives its steps in its order, checks first', () => {
    const page = [
      fenced('ts file=a.ts', 'one'),
      fenced('json add-to=b.json after="\\"list\\": ["', '  "two",'),
      fenced('sh run', 'npm run api\nnpx tsc'),
      fenced('ts check=c.test.ts', 'three'),
    ].join('\nWords.\n\n')
    expect(stepsOf(page)).toEqual([
      { kind: 'file', path: 'c.test.ts', text: 'three\n', check: true },
      { kind: 'file', path: 'a.ts', text: 'one\n', check: false },
      { kind: 'add', path: 'b.json', text: '  "two",\n', at: '"list": [', before: false },
      { kind: 'run', command: 'npm run api' },
      { kind: 'run', command: 'npx tsc' },
    ])
  })

  it('a block for many files gives each its lines', () => {
    const page = fenced('json add-to=i18n/*.ts before="}"', '{ "de": "  yes: \'Ja\',", "fr": "  yes: \'Oui\'," }')
    const step = { kind: 'add', at: '}', before: true }
    expect(stepsOf(page)).toEqual([
      { ...step, path: 'i18n/de.ts', text: "  yes: 'Ja'," },
      { ...step, path: 'i18n/fr.ts', text: "  yes: 'Oui'," },
    ])
  })

  it('a block that nothing would apply is a fault, not a silence', () => {
    expect(() => stepsOf(fenced('ts add-to=a.ts', 'one'))).toThrow('add-to=a.ts')
    expect(() => stepsOf(fenced('ts files=a.ts', 'one'))).toThrow('files=a.ts')
    expect(() => stepsOf(fenced('ts', 'one'))).toThrow('wanted')
  })

  it('lines go behind the line that is named; a line that is gone is a fault', () => {
    const step = { kind: 'add', path: 'a.ts', text: '  two,\n', at: '= [', before: false } as const
    expect(withLines('const all = [\n  one,\n]\n', step)).toBe('const all = [\n  two,\n  one,\n]\n')
    expect(withLines('const all = [\n  one,\n]\n', { ...step, before: true })).toBe(
      '  two,\nconst all = [\n  one,\n]\n',
    )
    expect(() => withLines('const all = {}\n', step)).toThrow('a.ts: no line holds = [')
  })
})
