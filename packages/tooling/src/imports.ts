import { globSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

/** One import between two places of the repository, type-only imports included. */
export interface Arrow {
  /** Importing file, from the root. */
  readonly from: string
  /** Imported file from the root for a relative import, else the specifier as written. */
  readonly to: string
}

/** Every static, dynamic and re-exporting import of the sources below `folder`. */
export function importsOf(root: string, folder: string): readonly Arrow[] {
  return sourcesOf(root, folder).flatMap((file) =>
    specifiersOf(file, readFileSync(resolve(root, file), 'utf8')).map((specifier) => ({
      from: file,
      to: target(root, file, specifier),
    })),
  )
}

/** The sources below `folder`, from the root. */
export function sourcesOf(root: string, folder: string): readonly string[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
    .filter((file) => !file.includes('node_modules') && !file.includes('/dist/') && !file.endsWith('.d.ts'))
    .sort()
}

/** What a source text imports, types included: also `import('…')` and `typeof import('…')` where a type stands. */
export function specifiersOf(file: string, text: string): readonly string[] {
  const { module, program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const found = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^(['"`])([^'"`$]+)\1$/.exec(text.slice(start, end))
      return literal?.[2] ?? []
    }),
  ]
  new Visitor({ TSImportType: ({ source }) => void found.push(source.value) }).visit(program)
  return found
}

function target(root: string, file: string, specifier: string): string {
  return specifier.startsWith('.') ? relative(root, resolve(root, dirname(file), specifier)) : specifier
}
