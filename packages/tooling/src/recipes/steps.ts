/** One step of a recipe, in the order of its page. */
export type Step =
  /** Writes a file that was not there. `check`: for the script alone, no part of what a contributor writes. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly check: boolean }
  /** Puts lines behind the first line that holds `at`, or before it. */
  | {
      readonly kind: 'add'
      readonly path: string
      readonly text: string
      readonly at: string
      readonly before: boolean
    }
  | { readonly kind: 'run'; readonly command: string }

const FENCE = /^```(\w+)(.*)\n([\s\S]*?)^```$/gm

/**
 * Reads the steps of a page: fenced blocks with `file=…`, `check=…`, `add-to=… after="…"` (or `before="…"`), or `run`. With a `*` in
 * `add-to` the block is JSON with the lines for each name that may stand in its place. Checks come first in the run, so that a command
 * below the page's end can call them; all else stands in the page's order.
 * @throws Error for any other block: it would look as if it were applied
 */
export function stepsOf(page: string): readonly Step[] {
  const steps = [...page.matchAll(FENCE)].flatMap(([, language, meta, text]) =>
    blockSteps(language!, meta!.trim(), text!),
  )
  const checks = steps.filter((step) => step.kind === 'file' && step.check)
  return [...checks, ...steps.filter((step) => !checks.includes(step))]
}

function blockSteps(language: string, meta: string, text: string): readonly Step[] {
  const named = Object.fromEntries(
    [...meta.matchAll(/([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, name, quoted, bare]) => [
      name,
      quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
    ]),
  )
  const { file, check, 'add-to': into, after, before } = named
  const path = file ?? check
  if (path) return [{ kind: 'file', path, text, check: check !== undefined }]
  const at = after ?? before
  if (into && at) {
    const each = into.includes('*') ? Object.entries<string>(JSON.parse(text)) : [['', text] as const]
    return each.map(([name, lines]) => ({
      kind: 'add',
      path: into.replace('*', name),
      text: lines,
      at,
      before: before !== undefined,
    }))
  }
  if (language === 'sh' && meta === 'run')
    return text
      .split('\n')
      .filter(Boolean)
      .map((command) => ({ kind: 'run', command }))
  throw new Error(`a block with "${meta}": wanted file=…, check=…, add-to=… with after="…" or before="…", or run`)
}

/** @throws Error when no line holds `at` */
export function withLines(text: string, { path, at, before, text: added }: Extract<Step, { kind: 'add' }>): string {
  const lines = text.split('\n')
  const found = lines.findIndex((line) => line.includes(at))
  if (found < 0) throw new Error(`${path}: no line holds ${at}`)
  lines.splice(before ? found : found + 1, 0, ...added.replace(/\n$/, '').split('\n'))
  return lines.join('\n')
}
