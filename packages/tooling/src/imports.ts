import { globSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'

/** One import between two places of the repository, type-only imports included. */
export interface Arrow {
  /** Importing file, from the root. */
  readonly from: string
  /** Imported file from the root for a relative import, else the specifier as written. */
  readonly to: string
}

/** Every static, dynamic and re-exporting import of the sources below `folder`. */
export function importsOf(root: string, folder: string): readonly Arrow[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
    .filter((file) => !file.includes('node_modules') && !file.includes('/dist/') && !file.endsWith('.d.ts'))
    .sort()
    .flatMap((file) =>
      specifiersOf(file, readFileSync(resolve(root, file), 'utf8')).map((specifier) => ({
        from: file,
        to: target(root, file, specifier),
      })),
    )
}

/** What a source text imports. */
export function specifiersOf(file: string, text: string): readonly string[] {
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  return [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.flatMap((found) => {
      const literal = /^['"]([^'"]+)['"]$/.exec(text.slice(found.moduleRequest.start, found.moduleRequest.end))
      return literal?.[1] ? [literal[1]] : []
    }),
  ]
}

function target(root: string, file: string, specifier: string): string {
  return specifier.startsWith('.') ? relative(root, resolve(root, dirname(file), specifier)) : specifier
}

/** The first cycle among relative imports, as a list of files, or nothing. */
export function findCycle(arrows: readonly Arrow[]): readonly string[] | undefined {
  const next = new Map<string, string[]>()
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    const at = path.indexOf(file)
    if (at >= 0) return [...path.slice(at), file]
    if (done.has(file)) return undefined
    for (const to of next.get(file) ?? []) {
      const cycle = walk(to, [...path, file])
      if (cycle) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of next.keys()) {
    const cycle = walk(file, [])
    if (cycle) return cycle
  }
  return undefined
}
