import { globSync, readFileSync } from 'node:fs'

/** What a package offers, by its API reports. */
export interface Surface {
  /** Names of the main entry. */
  readonly main: number
  /** Names of all entries together; one that stands in two counts once. */
  readonly all: number
  /** Members without a word of documentation. */
  readonly undocumented: number
}

/** Reads the reports in `packages/<name>/etc`; a package that is not published has none. */
export function surfaceOf(root: string, name: string): Surface {
  const reports = globSync(`packages/${name}/etc/*.api.md`, { cwd: root }).map((file) => ({
    isMain: file.endsWith(`/${name}.api.md`),
    text: readFileSync(`${root}${file}`, 'utf8'),
  }))
  const main = reports.filter(({ isMain }) => isMain).flatMap(({ text }) => exportsIn(text))
  return {
    main: new Set(main).size,
    all: new Set(reports.flatMap(({ text }) => exportsIn(text))).size,
    undocumented: reports.reduce((sum, { text }) => sum + text.split('(undocumented)').length - 1, 0),
  }
}

const EXPORTED =
  /^export (?:declare |default |abstract )*(?:class|function|interface|type|const|enum|namespace) (\w+)|^export \{ (\w+)/gm

function exportsIn(report: string): readonly string[] {
  return [...report.matchAll(EXPORTED)].map(([, declared, listed]) => declared ?? listed!)
}
