import { readdirSync, readFileSync } from 'node:fs'

/** SIGKILLs every process of the browser that runs on this profile: no last write, no goodbye. Linux only. */
export function killBrowser(profileDir: string): number {
  let killed = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue
    try {
      if (!readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(profileDir)) continue
      process.kill(Number(name), 'SIGKILL')
      killed++
    } catch {
      // It ended between the listing and the reading.
    }
  }
  return killed
}
