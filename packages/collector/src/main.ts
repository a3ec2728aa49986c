#!/usr/bin/env node
import { processHasStore } from './cli/node-version.ts'

if (processHasStore()) {
  // Loaded only now: on an older Node its imports fail with a stack that tells nobody what to do.
  const { run } = await import('./cli/run.ts')
  process.exitCode = await run(process.argv.slice(2))
} else {
  process.stderr.write(
    `frankly: this is Node ${process.versions.node}, which has no node:sqlite; install Node 22.16 or newer\n`,
  )
  process.exitCode = 1
}
