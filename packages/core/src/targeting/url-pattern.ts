/** Longest pattern taken, characters. @public */
export const MAX_PATTERN = 200
const MAX_ADDRESS = 2000

interface Step {
  readonly test: RegExp
  readonly many: boolean
  readonly optional: boolean
}
interface Way {
  readonly steps: readonly Step[]
  readonly fromStart: boolean
  readonly toEnd: boolean
}

// one character or class, then its quantifier; whatever this does not eat is not in the subset
const TOKEN = /(\\.|\[\^?(?:\\.|[^\]\\])+\]|[^\\[\](){}*+?])([*+?]?)/y
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
  const ways: Way[] = []
  let steps: Step[] = []
  let fromStart = false
  let toEnd = false
  TOKEN.lastIndex = 0
  for (let at = 0; at <= pattern.length; at = TOKEN.lastIndex) {
    const found = at < pattern.length ? TOKEN.exec(pattern) : ['', '|', '']
    if (!found) return
    const [, atom = '', how] = found
    if (atom === '|' || atom === '^' || atom === '$') {
      if (how) return
      if (atom === '^' && steps.length === 0) fromStart = true
      else if (atom === '$') toEnd = true
      else if (atom === '|') {
        ways.push({ steps, fromStart, toEnd })
        steps = []
        fromStart = toEnd = false
      } else return
      if (at >= pattern.length) return ways
    } else {
      if (toEnd || /^\\[1-9bBkpPux]/.test(atom)) return
      try {
        steps.push({
          test: new RegExp(`^${atom}$`, 's'),
          many: how === '*' || how === '+',
          optional: how === '*' || how === '?',
        })
      } catch {
        return
      }
    }
  }
  return
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
