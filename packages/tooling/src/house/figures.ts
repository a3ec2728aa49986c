import { globSync, readFileSync } from 'node:fs'
import { importsOf } from '../imports.ts'
import { arrowsUp, FLOORS } from './floors.ts'
import { type FoundFunction, functionsOf } from './functions.ts'
import { knotsBelow } from './graph.ts'
import { type Surface, surfaceOf } from './surface.ts'

/** A function that does not fit on two screens. */
export interface LongFunction extends Omit<FoundFunction, 'line'> {
  readonly place: string
}

/** Figures of one package. */
export interface Figures extends Surface {
  readonly name: string
  readonly files: number
  /** Lines of a file in the middle, and of one that nine of ten do not pass. */
  readonly median: number
  readonly ninth: number
  readonly long: readonly LongFunction[]
  /** Files and folders that reach themselves by a way round, counted in the folder they share. */
  readonly knots: readonly (readonly string[])[]
  /** Pairs of entries with an import against the table of floors. */
  readonly up: readonly string[]
}

/** Lines from which a function is named in the list. */
export const LONG = 80

/** A language's words are data, and would hide what the code is like. */
const WORDS = /\/i18n\/(?:\w+\/)?[a-z]{2}\.ts$/
const TEST = /\.test\.tsx?$/

/** Reads `packages/<name>/src`, without tests and without the languages' words. */
export function figuresOf(root: string, name: string): Figures {
  const folder = `packages/${name}/src`
  const sources = globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
    .filter((file) => !TEST.test(file) && !WORDS.test(file) && !file.endsWith('.d.ts'))
    .sort()
    .map((file) => ({ file, text: readFileSync(`${root}${file}`, 'utf8') }))
  const lines = sources.map(({ text }) => text.trimEnd().split('\n').length).sort((a, b) => a - b)
  const arrows = importsOf(root, folder).filter(({ from }) => !TEST.test(from))
  const up = arrowsUp(folder, FLOORS[name] ?? [], arrows).map(({ from, to }) => `${from} → ${to}`)
  return {
    name,
    files: sources.length,
    median: lines[Math.floor((lines.length - 1) / 2)] ?? 0,
    ninth: lines[Math.ceil(lines.length * 0.9) - 1] ?? 0,
    long: sources.flatMap(({ file, text }) =>
      functionsOf(file, text)
        .filter((found) => found.lines > LONG)
        .map(({ line, ...found }) => ({ place: `${file}:${line}`, ...found })),
    ),
    knots: knotsBelow(folder, arrows),
    up: [...new Set(up)].sort(),
    ...surfaceOf(root, name),
  }
}
