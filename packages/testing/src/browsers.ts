import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, firefox } from 'playwright-core'

/** Browsers that the system's packages bring and Playwright drives. */
export type BrowserName = 'chromium' | 'firefox'

/** All of them, for `describe.each`. */
export const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox']

const programs = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
}

/** Path of the installed program; throws with the package to install. */
export function browserProgram(name: BrowserName): string {
  const chosen = process.env[`FRANKLY_${name.toUpperCase()}`]
  const found = chosen ?? programs[name].find((path) => existsSync(path))
  if (!found) {
    throw new Error(
      `${name} is not installed: install the package "${name === 'firefox' ? 'firefox-esr' : name}" or set FRANKLY_${name.toUpperCase()} to its program`,
    )
  }
  return found
}

function launchOptions(name: BrowserName) {
  const shell = name === 'chromium' ? process.env['FRANKLY_CHROMIUM_SHELL'] : undefined
  return {
    executablePath: shell ?? browserProgram(name),
    headless: true,
    ...(name === 'firefox' ? { channel: 'moz-firefox' } : {}),
  }
}

/** A browser without a profile; Chromium is the one of `FRANKLY_CHROMIUM_SHELL`, if that is set. */
export function launchBrowser(name: BrowserName): Promise<Browser> {
  return (name === 'chromium' ? chromium : firefox).launch(launchOptions(name))
}

/** A browser whose profile survives it: give `profileDir` again to open the same customer's browser. */
export async function launchProfile(
  name: BrowserName,
  profileDir: string = mkdtempSync(join(tmpdir(), `frankly-${name}-`)),
  options: BrowserContextOptions = {},
): Promise<{ readonly context: BrowserContext; readonly profileDir: string }> {
  const type = name === 'chromium' ? chromium : firefox
  const context = await type.launchPersistentContext(profileDir, { ...launchOptions(name), ...options })
  return { context, profileDir }
}
