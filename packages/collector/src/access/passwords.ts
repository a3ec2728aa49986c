/** Shortest password of an account. */
export const SHORTEST_PASSWORD = 12
const LONGEST = 200

/** What is wrong with a new password, in words that follow "got"; nothing when it will do. */
export function passwordFault(password: string, { email, name }: { email: string; name: string }): string | undefined {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD) return `${length} characters, wanted at least ${SHORTEST_PASSWORD}`
  if (length > LONGEST) return `${length} characters, wanted at most ${LONGEST}`
  if (new Set(password.toLowerCase()).size < 6)
    return 'a few characters again and again, wanted at least 6 different ones'
  const own = [email, email.split('@')[0] ?? '', name]
    .map((each) => each.toLowerCase())
    .filter((each) => each.length > 3)
  const rest = own.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase())
  if (rest.length < SHORTEST_PASSWORD / 2) return 'hardly more than your own name, wanted something nobody can guess'
  return undefined
}

/** Passwords that are worked on at once: each takes 19 MiB and a thread. */
const AT_ONCE = 2
let working = 0
const queue: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve))
  else working += 1
  try {
    return await work()
  } finally {
    const next = queue.shift()
    if (next) next()
    else working -= 1
  }
}

/** As the store keeps it: argon2id, 19 MiB, 2 passes (OWASP). The library is loaded at the first use. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => (await import('@node-rs/argon2')).hash(password.normalize('NFC')))
}

/** Of a password that nobody has: an unknown account must cost as much time as a known one. */
const OF_NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$OGyldF5bvPnEBfs8z7DdJw$cErkWH1Gvi/ocmu5NRsSqtsxNUfh77L4PXtEz4Z4Qk4'

/** Whether it is the password. Without a hash: never, in the same time. */
export function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const given = password.slice(0, LONGEST * 4).normalize('NFC')
  return inTurn(
    async () => (await (await import('@node-rs/argon2')).verify(hash ?? OF_NOBODY, given)) && hash !== undefined,
  )
}
