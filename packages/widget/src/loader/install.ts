import { COMMANDS, type Command } from '../contract/host.ts'

/** The global: callable with the name of a command, and each command is also a method. */
export type Frankly = ((name: Command, ...args: readonly unknown[]) => unknown) & {
  readonly [Name in Command]: (...args: readonly unknown[]) => unknown
} & { q?: Iterable<unknown>[] }

/** Makes the callable and runs what the stub has queued, in order. */
export function frontOf(
  run: (name: Command, args: readonly unknown[]) => unknown,
  queued: Iterable<unknown>[] = [],
): Frankly {
  const front = ((name: Command, ...args: readonly unknown[]) => run(name, args)) as unknown as Record<Command, unknown>
  for (const name of COMMANDS) front[name] = (...args: readonly unknown[]) => run(name, args)
  for (const [name, ...args] of queued) run(name as Command, args)
  return front as unknown as Frankly
}
