import { createInterface } from 'node:readline'

/** Two ends of a conversation. */
export interface Terminal {
  say(line: string): void
  /** The next line from the person; `undefined`: there is no more. */
  ask(prompt: string): Promise<string | undefined>
  close(): void
}

/** Talks over streams: a person at a keyboard, or a file of answers, one a line. */
export function createTerminal(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Terminal {
  const reader = createInterface({ input })
  const lines: string[] = []
  const waiting: ((line: string | undefined) => void)[] = []
  let isOver = false
  // every line is taken as it comes: a piped file is read faster than questions are asked
  reader.on('line', (line) => {
    const next = waiting.shift()
    if (next) next(line)
    else lines.push(line)
  })
  reader.on('close', () => {
    isOver = true
    for (const next of waiting.splice(0)) next(undefined)
  })
  return {
    say: (line) => void output.write(`${line}\n`),
    ask(prompt) {
      output.write(prompt)
      const line = lines.shift()
      if (line !== undefined || isOver) return Promise.resolve(line)
      return new Promise((resolve) => waiting.push(resolve))
    },
    close: () => reader.close(),
  }
}
