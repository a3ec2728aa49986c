import { readFileSync } from 'node:fs'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { repoPath } from '../repo.ts'

/** Why a block cannot be run. Nothing else may stand in `no-run="…"`: a new reason is added here, where it is seen. */
export const NO_RUN = [
  // What a program prints, a header, a table of contents: nothing that anybody types.
  'output',
  // Runs this test, or more than one test may.
  'starts the whole test suite',
  // Shows the shape of a type that stands in the package.
  'signature',
  // Speaks to a service of somebody's own: a database, a framework's server.
  'needs a server of yours',
  // Acts on accounts, keys or answers that a collector holds: its contract tests run the same commands.
  'needs a collector that runs',
] as const

/** One fenced block of a Markdown file. */
export interface DocBlock {
  /** From the root, for example `docs/guides/adapters.md`. */
  readonly file: string
  readonly line: number
  readonly language: string
  /** Words behind the language, for example `run`. */
  readonly words: readonly string[]
  /** Named values behind the language, for example `file`. */
  readonly named: Readonly<Record<string, string>>
  /** Headings above it, outermost first. */
  readonly section: string
  readonly text: string
}

/** The fenced blocks of a file, in their order. */
export function blocksOf(file: string): readonly DocBlock[] {
  const tree = fromMarkdown(readFileSync(repoPath(file), 'utf8'))
  const blocks: DocBlock[] = []
  let section = ''
  const visit = (node: (typeof tree)['children'][number]): void => {
    if (node.type === 'heading') section = `${node.position?.start.line}`
    if (node.type === 'code') blocks.push({ ...read(node.meta ?? ''), file, section, ...place(node), text: node.value })
    if ('children' in node) for (const child of node.children) visit(child as typeof node)
  }
  for (const node of tree.children) visit(node)
  return blocks
}

function place(node: { lang?: string | null | undefined; position?: { start: { line: number } } | undefined }) {
  return { language: node.lang ?? '', line: node.position?.start.line ?? 0 }
}

function read(meta: string): Pick<DocBlock, 'words' | 'named'> {
  const found = [...meta.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)]
  const named = found.filter(([, , quoted, bare]) => (quoted ?? bare) !== undefined)
  return {
    words: found.filter(([, , quoted, bare]) => (quoted ?? bare) === undefined).map(([word]) => word),
    named: Object.fromEntries(named.map(([, name, quoted, bare]) => [name, quoted ?? bare ?? ''])),
  }
}
