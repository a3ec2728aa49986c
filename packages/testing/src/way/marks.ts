import { relative } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { repoPath } from '../repo.ts'

declare global {
  /** Where marked code writes down the files it runs; `undefined` while nobody wants to know. */
  var franklyWay: Set<string> | undefined
}

/** A source of ours, from the root, or `undefined` for all else. */
export function ownSource(file: string): string | undefined {
  const path = relative(repoPath(''), file)
  return /^packages\/(?!testing|tooling|bench)\w+\/src\/.*\.tsx?$/.test(path) ? path : undefined
}

/** The same code, but each function first notes its file in `globalThis.franklyWay`. */
export function withMarks(path: string, text: string): string {
  const call = `globalThis.franklyWay?.add(${JSON.stringify(path)})`
  const inserts: { readonly at: number; readonly text: string }[] = []
  const mark = (body: { readonly type: string; readonly start: number; readonly end: number } | null) => {
    if (body === null) return
    if (body.type === 'BlockStatement') inserts.push({ at: body.start + 1, text: `${call};` })
    else inserts.push({ at: body.start, text: `(${call},` }, { at: body.end, text: ')' })
  }
  new Visitor({
    FunctionDeclaration: ({ body }) => mark(body),
    FunctionExpression: ({ body }) => mark(body),
    ArrowFunctionExpression: ({ body }) => mark(body),
  }).visit(parseSync(path, text).program)
  return inserts
    .sort((one, other) => other.at - one.at)
    .reduce((code, insert) => code.slice(0, insert.at) + insert.text + code.slice(insert.at), text)
}
