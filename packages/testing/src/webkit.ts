import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { Browser, Builder, Capabilities, type WebDriver } from 'selenium-webdriver'

const driverProgram = '/usr/bin/WebKitWebDriver'
const miniBrowser = [
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
].find(existsSync)

/** WebKitGTK can be driven here: its driver, its browser and a virtual display are installed. It is not Safari. */
export const webkitIsHere: boolean =
  existsSync(driverProgram) && miniBrowser !== undefined && existsSync('/usr/bin/Xvfb')

/** A WebKitGTK window on a virtual display of its own. */
export async function launchWebKit(): Promise<{ readonly driver: WebDriver; close(): Promise<void> }> {
  const display = await startDisplay()
  const port = await freePort()
  const service = spawn(driverProgram, ['-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display.name },
  })
  await untilListening(port)
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
  })
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .forBrowser(Browser.SAFARI)
    .withCapabilities(capabilities)
    .build()
  return {
    driver,
    async close() {
      await driver.quit().catch(() => undefined)
      service.kill('SIGKILL')
      display.process.kill('SIGKILL')
    },
  }
}

/** Without a display the session call would hang instead of failing. */
function startDisplay(): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  const server = spawn('/usr/bin/Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    createInterface({ input: server.stdout }).once('line', (number) =>
      resolve({ name: `:${number.trim()}`, process: server }),
    )
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const up = await fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    )
    if (up) return
    if (tries > 100) throw new Error(`WebKitWebDriver does not listen on ${port}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
