import { FeedbackError } from '@frankly/core'

/** Throws `server-only` in a page or worker of a browser, where everybody could read the secret. */
export function needServer(name: string): void {
  const host = globalThis as { document?: unknown; process?: { versions?: { node?: string } }; Deno?: unknown }
  const inNode = !!host.process?.versions?.node || !!host.Deno
  if (host.document !== undefined && !inNode) throw serverOnly(name)
}

/** The error itself, also thrown by the stub that bundlers for browsers pick. */
export function serverOnly(name: string): FeedbackError {
  return new FeedbackError('server-only', {
    path: name,
    found: 'a browser',
    wanted: 'a server: this adapter holds a secret that a page would show to everybody',
    hint: 'send to your own server or to Frankly’s collector, and let it send on',
  })
}
