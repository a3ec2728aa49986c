/** Words that people put into tokens, and that guessing programs try first. Longer ones before those they contain. */
const WORDS =
  /correcthorsebatterystaple|administrator|p[a4]s{2}w[o0]rd|passwort|changeme|change|secret|letmein|welcome|collector|franklyfeedback|frankly|feedback|default|example|qwertz|qwerty|azerty|iloveyou|master|admin|staff|token|login|hello|please|replace|insert|super|demo|test|root|user|pass|shop|your|here|this|key|my|me|abc|the/gi

const SHORTEST = 20
const LONGEST = 512

/**
 * Why a token is too easy to guess, in words that follow "got one that"; nothing when it will do.
 *
 * Not a measure of entropy, which no text has by itself: it refuses what people and guessing programs think of. It
 * must be long enough, and what is left without common words, runs such as `abcd` or `1111`, and repeated pieces,
 * must still be long and varied. 20 characters from a random generator pass (20 hexadecimal ones hold 80 bits).
 */
export function weaknessOf(token: string): string | undefined {
  if (token.length < SHORTEST) return `has ${token.length} characters`
  if (token.length > LONGEST) return `has ${token.length} characters, more than a header should carry`
  if (!/^[\w.~+/-]+=*$/.test(token)) {
    return 'has characters that a bearer token may not have (RFC 6750): letters, digits and - . _ ~ + / pass, and = at its end'
  }
  const rest = withoutRuns(token.replace(WORDS, ''))
  if (new Set(rest).size < 7) return 'repeats a few characters'
  if (pieces(rest).size < 10) return 'is made of words, runs or repeated pieces'
  return undefined
}

/** Leaves out each character that equals the one before it or stands next to it, as in `aaa`, `abc`, `321`. */
function withoutRuns(text: string): string {
  const codes = [...text].map((char) => char.charCodeAt(0))
  return [...text].filter((_, i) => i === 0 || Math.abs(codes[i]! - codes[i - 1]!) > 1).join('')
}

/** Different pieces of three characters. */
function pieces(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3)))
}
