/** Longest pattern taken, characters. @public */
export const MAX_PATTERN = 200
const MAX_ADDRESS = 2000

/** One character or class, and how often. */
interface Step {
  readonly test: RegExp
  readonly many: boolean
  readonly optional: boolean
}
/** One of the alternatives. */
interface Way {
  readonly steps: Step[]
  fromStart?: boolean
  toEnd?: boolean
}

// one character or class, then its quantifier; what does not match this is not in the subset
const TOKEN = /(\\.|\[\^?(?:\\.|[^\]\\])+\]|[^\\[\](){}*+?])([*+?]?)/g
/** Anchors in a place where they mean nothing, references and code points: no atoms of the subset. */
const NO_ATOM = /^[|^$]$|^\\[1-9bBkpPux]/
const compiled = new Map<string, readonly Way[] | undefined>()

/**
 * Does an address match? The pattern is a subset of regular expressions without groups and counts:
 * characters, `.`, `[a-z]`, `\d \w \s` and escapes, `* + ?`, `^ $`, alternatives by `|`. It is walked with
 * a set of states, so that time grows with length of pattern × address and never explodes.
 * @returns `undefined` when the pattern is not in the subset
 * @public
 */
export function matchesPattern(pattern: string, address: string): boolean | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern))
  return compiled.get(pattern)?.some((way) => walk(way, address.slice(0, MAX_ADDRESS)))
}

function compile(pattern: string): readonly Way[] | undefined {
  if (!pattern || pattern.length > MAX_PATTERN) return
  let way: Way = { steps: [] }
  const ways = [way]
  let eaten = 0
  for (const [token, atom = '', how = ''] of pattern.matchAll(TOKEN)) {
    eaten += token.length
    if (token === '|') {
      way = { steps: [] }
      ways.push(way)
    } else if (token === '$') way.toEnd = true
    else if (token === '^' && !way.steps[0]) way.fromStart = true
    else if (way.toEnd || NO_ATOM.test(atom)) return
    else
      try {
        const test = new RegExp(`^${atom}$`, 's')
        way.steps.push({ test, many: /[*+]/.test(how), optional: /[*?]/.test(how) })
      } catch {
        return
      }
  }
  return eaten === pattern.length ? ways : undefined
}

function walk({ steps, fromStart, toEnd }: Way, text: string): boolean {
  const enter = (states: Set<number>, i: number): void => {
    // a state is entered once for each character: without this a row of `a*` costs the square of its length
    for (let at = i; !states.has(at); at++) {
      states.add(at)
      if (!steps[at]?.optional) return
    }
  }
  let states = new Set<number>()
  enter(states, 0)
  for (const char of text) {
    if (!toEnd && states.has(steps.length)) return true
    const next = new Set<number>()
    for (const i of states) {
      const step = steps[i]
      if (!step?.test.test(char)) continue
      if (step.many) next.add(i)
      enter(next, i + 1)
    }
    if (!fromStart) enter(next, 0)
    states = next
  }
  return states.has(steps.length)
}
