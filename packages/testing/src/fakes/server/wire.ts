import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { FakeControl, FakeMode } from '@frankly/adapters/testing'

/** What a service holds: by what it recognises a repeat, and the words. */
export interface Held {
  readonly key: string | undefined
  readonly raw: string
  /** What is wrong with it. */
  readonly fault?: string | undefined
}

/** A real service, and where its protocol can be disturbed. */
export interface WireRules {
  readonly port: number
  /** Does this piece from the client carry a delivery? Everything else passes untouched. */
  sends(piece: Buffer): boolean
  /** Brings the service itself into a mode (full disk, no rights) before the delivery reaches it; `ok` brings it back. */
  arrange?(mode: FakeMode): Promise<void>
  /** Answers in the service's place, where it cannot be brought to say so; `undefined`: it answers itself. */
  answer?(mode: FakeMode, piece: Buffer): Buffer | undefined
  /** Does such an answer end the connection? Then the rest of the request has nobody to read it. */
  readonly answersOnce?: boolean
  /** Strict checks on the piece itself. */
  check?(piece: Buffer): string | undefined
  /** Everything that the service holds now. */
  held(): Promise<readonly Held[]>
  /** Ends what belongs to this test alone. */
  close?(): Promise<void>
}

/**
 * A wire in front of a real service that does on demand what networks and services do to a sender. One closure: what is
 * done to a connection depends on the bytes that it has seen.
 */
export async function startWire(rules: WireRules): Promise<FakeControl & { readonly port: number }> {
  const modes: FakeMode[] = []
  const stored: Held[] = []
  const faults: string[] = []
  const sockets = new Set<Socket>()

  const look = async (): Promise<void> => {
    const now = await rules.held()
    stored.splice(0, stored.length, ...now)
    for (const { fault } of now) if (fault && !faults.includes(fault)) faults.push(fault)
  }
  const server = createServer((client) => {
    const service = connect(rules.port, '127.0.0.1')
    let waiting: FakeMode | undefined
    let mute = false
    const end = (): void => {
      client.destroy()
      service.destroy()
    }
    /** One piece after the other, each direction for itself. */
    const inTurn = (work: (piece: Buffer) => Promise<void>): ((piece: Buffer) => void) => {
      let before = Promise.resolve()
      return (piece) => {
        before = before
          .then(() => work(piece))
          .catch((cause: unknown) => {
            if (!client.destroyed) faults.push(`the wire broke: ${String(cause)}`)
            end()
          })
      }
    }
    const toService = async (piece: Buffer): Promise<void> => {
      if (mute) return
      if (!rules.sends(piece)) return void service.write(piece)
      const fault = rules.check?.(piece)
      if (fault) faults.push(fault)
      const mode = modes.shift() ?? 'ok'
      if (mode === 'hang') {
        mute = true
        return
      }
      if (mode === 'reset') return end()
      const said = rules.answer?.(mode, piece)
      if (said) {
        mute = !!rules.answersOnce
        return void (mute ? client.end(said) : client.write(said))
      }
      await rules.arrange?.(mode)
      waiting = mode
      service.write(piece)
    }
    const toClient = async (piece: Buffer): Promise<void> => {
      const mode = waiting
      if (mode) {
        waiting = undefined
        await look()
        if (mode === 'reset-after') return end()
      }
      client.write(piece)
    }
    for (const [socket, hear] of [
      [client, inTurn(toService)],
      [service, inTurn(toClient)],
    ] as const) {
      sockets.add(socket)
      socket.on('data', hear)
      socket.on('error', end)
      socket.on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stored,
    faults,
    next: (...more) => void modes.push(...more),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
      await rules.close?.()
    },
  }
}
