import { parseSync, Visitor } from 'oxc-parser'

/** A function or method as it stands in a file. */
export interface FoundFunction {
  /** Its own name, or that of what it is given to: `createModel()`. */
  readonly name: string
  /** Line of its beginning, from 1. */
  readonly line: number
  /** Lines from its first word to its closing bracket. */
  readonly lines: number
  /** Why it is one function though it is long: a sentence of the comment above it, such as `One closure: …`. */
  readonly reason?: string
}

/** How such a sentence begins. */
const REASON =
  /\b(?:One (?:closure|function)|In one piece|A list of|The only place where|Runs in the page, as text)\b.*?(?:\.(?= |$)|$)/

/** From the comment right above a line of code, the sentence that says why it is one. */
function reasonAbove(text: string, start: number): string | undefined {
  const lines = text.slice(0, text.lastIndexOf('\n', start) + 1).split('\n')
  const isComment = (line: string) => /^\s*(\/\*\*|\*|\/\/)/.test(line)
  const from = lines.findLastIndex((line, at) => at < lines.length - 1 && !isComment(line)) + 1
  const words = lines.slice(from).map((line) => line.replace(/^\s*(\/\*\*|\*\/|\*|\/\/)|\*\/\s*$/g, '').trim())
  return REASON.exec(words.join(' ').trim())?.[0]
}

/** Every function of a source text, those inside others included. */
export function functionsOf(file: string, text: string): readonly FoundFunction[] {
  const names = new Map<number, string>()
  const found: { readonly start: number; readonly end: number }[] = []
  const named = (value: { readonly start: number } | null, name: string) => {
    if (value && name) names.set(value.start, name)
  }
  const take = (node: { readonly start: number; readonly end: number }) => void found.push(node)
  const word = (node: object): string => ('name' in node ? String(node.name) : '')
  new Visitor({
    VariableDeclarator: ({ id, init }) => named(init, word(id)),
    Property: ({ key, value }) => named(value, word(key)),
    PropertyDefinition: ({ key, value }) => named(value, word(key)),
    MethodDefinition: ({ key, value }) => named(value, word(key)),
    CallExpression: ({ callee, arguments: given }) => {
      for (const argument of given) named(argument, `${word(callee)}()`)
    },
    FunctionDeclaration: (node) => {
      named(node, node.id?.name ?? '')
      take(node)
    },
    FunctionExpression: take,
    ArrowFunctionExpression: take,
  }).visit(parseSync(file, text).program)
  const line = (offset: number) => text.slice(0, offset).split('\n').length
  return found.map(({ start, end }) => {
    const reason = reasonAbove(text, start)
    const name = names.get(start) ?? 'without a name'
    return { name, line: line(start), lines: line(end) - line(start) + 1, ...(reason && { reason }) }
  })
}
