import { type AckedDelivery, answerDeliveries, createBroadcastAdapter } from '@frankly/adapters/broadcast'
import { createConsoleAdapter } from '@frankly/adapters/console'
import { createCustomAdapter } from '@frankly/adapters/custom'
import { createMemoryAdapter } from '@frankly/adapters/memory'
import { createPostMessageAdapter } from '@frankly/adapters/post-message'
import type { Cell, FakeControl, FakeMode } from '@frankly/adapters/testing'
import type { Delivery, SendOutcome, Transport } from '@frankly/core'
import { type DestinationCase, shapeFault } from '../base.ts'

/** What a receiver without HTTP keeps, and how it behaves next. */
interface LocalFake extends FakeControl {
  mode(): FakeMode
  take(event: { id: string }, fault?: string): void
}

function localFake(close: () => void = () => {}): LocalFake {
  const modes: FakeMode[] = []
  const stored: { key: string; raw: string }[] = []
  const faults: string[] = []
  return {
    stored,
    faults,
    next: (...more) => void modes.push(...more),
    mode: () => modes.shift() ?? 'ok',
    take: (event, fault) => {
      if (fault) faults.push(fault)
      stored.push({ key: event.id, raw: JSON.stringify(event) })
    },
    close: async () => close(),
  }
}

/** A receiver that answers through `answerDeliveries`: its silence is all that it can say besides yes. */
function receiver(fake: LocalFake): (event: AckedDelivery) => void {
  return (event) => {
    const mode = fake.mode()
    if (mode === 'hang' || mode === 'down') throw new Error('not now')
    fake.take(event, shapeFault('event', event))
    if (mode === 'reset-after') throw new Error('taken, but the word is lost')
  }
}

const WORDLESS: Partial<Record<Cell, string>> = {
  'own word': 'it says yes or nothing',
  '4xx': 'it says yes or nothing',
  '429 with floor': 'it says yes or nothing',
}

/** A port, like that of a frame or a worker. */
export const postMessage: DestinationCase = {
  name: 'post-message',
  without: WORDLESS,
  start: async (timeoutMs) => {
    const { port1, port2 } = new MessageChannel()
    let stop = (): void => {}
    const fake = localFake(() => {
      stop()
      port1.close()
    })
    stop = answerDeliveries(port2, receiver(fake))
    return {
      fake,
      transport: createPostMessageAdapter({ target: port1, timeoutMs }),
    }
  },
}

/** Another tab or worker of the origin. */
export const broadcast: DestinationCase = {
  name: 'broadcast',
  without: WORDLESS,
  start: async (timeoutMs) => {
    const channel = new BroadcastChannel(`frankly-${crypto.randomUUID()}`)
    let stop = (): void => {}
    const fake = localFake(() => {
      stop()
      channel.close()
    })
    stop = answerDeliveries(channel, receiver(fake))
    return {
      fake,
      transport: createBroadcastAdapter({ channel: channel.name, timeoutMs }),
    }
  },
}

/** The user's own function, for what each mode means to it. */
async function behave(fake: LocalFake, delivery: Delivery): Promise<SendOutcome | undefined> {
  const mode = fake.mode()
  if (mode === 'down' || mode === 'reset') throw new Error('trouble on the way')
  if (mode === 'hang') return { status: 'retry', cause: 'timeout' }
  if (mode === 'busy') return { status: 'retry', afterMs: 7000 }
  if (mode === 'refuse') return { status: 'rejected', code: 'no', detail: '' }
  if (mode === 'word') return 'nonsense' as never
  fake.take(delivery)
  if (mode === 'reset-after') throw new Error('the line broke')
  return { status: 'delivered' }
}

/** A function. */
export const custom: DestinationCase = {
  name: 'custom',
  word: 'rejected',
  refusal: 'no',
  start: async () => {
    const fake = localFake()
    return { fake, transport: createCustomAdapter({ send: async (delivery) => (await behave(fake, delivery))! }) }
  },
}

const HERE = 'nothing leaves this process'
const local: Partial<Record<Cell, string>> = {
  'own word': HERE,
  '4xx': HERE,
  '429 with floor': HERE,
  '5xx': HERE,
  'after a refusal': HERE,
  timeout: HERE,
  'reset after commit': HERE,
}

function localCase(name: string, make: (fake: LocalFake) => Transport): DestinationCase {
  return {
    name,
    without: local,
    start: async () => {
      const fake = localFake()
      return { fake, transport: make(fake) }
    },
  }
}

/** The console. */
export const consoleCase: DestinationCase = localCase('console', (fake) =>
  createConsoleAdapter({ log: (_, delivery) => fake.take(delivery as Delivery) }),
)

/** Memory. */
export const memory: DestinationCase = localCase('memory', (fake) =>
  createMemoryAdapter({
    answer: (delivery) => {
      fake.take(delivery)
      return { status: 'delivered' }
    },
  }),
)
