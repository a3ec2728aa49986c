import { existsSync, readdirSync } from 'node:fs'
import { run } from './run.ts'

/** A program from outside npm that tests use. */
export interface SystemProgram {
  readonly what: string
  /** Any of these paths is enough. `*` stands for one folder. */
  readonly paths: readonly string[]
  /** Packages that bring it, for apt. */
  readonly apt: readonly string[]
  /** Tests fail without it. `false`: the tests that need it are skipped with a message. */
  readonly needed: boolean
}

const CHROMIUM_SHELL: SystemProgram = {
  what: 'Chromium without a window',
  paths: ['/usr/bin/chromium-headless-shell'],
  apt: ['chromium-headless-shell'],
  needed: false,
}

/** Every program that the tests start. */
export const SYSTEM_PROGRAMS: readonly SystemProgram[] = [
  {
    what: 'Chromium',
    paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
    apt: ['chromium'],
    needed: true,
  },
  CHROMIUM_SHELL,
  { what: 'Firefox', paths: ['/usr/bin/firefox-esr', '/usr/bin/firefox'], apt: ['firefox-esr'], needed: true },
  {
    what: 'PostgreSQL',
    paths: ['/usr/lib/postgresql/*/bin/initdb', '/usr/bin/initdb'],
    apt: ['postgresql'],
    needed: true,
  },
  { what: 'WebKitGTK driver', paths: ['/usr/bin/WebKitWebDriver'], apt: ['webkit2gtk-driver'], needed: false },
  { what: 'X virtual display', paths: ['/usr/bin/Xvfb'], apt: ['xvfb'], needed: false },
  { what: 'Redis', paths: ['/usr/bin/redis-server'], apt: ['redis-server'], needed: true },
  { what: 'Mosquitto', paths: ['/usr/sbin/mosquitto', '/usr/bin/mosquitto'], apt: ['mosquitto'], needed: true },
  { what: 'NATS', paths: ['/usr/sbin/nats-server', '/usr/bin/nats-server'], apt: ['nats-server'], needed: true },
  { what: 'nginx', paths: ['/usr/sbin/nginx', '/usr/bin/nginx'], apt: ['nginx'], needed: true },
  {
    what: 'Fonts',
    paths: ['/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf'],
    apt: ['fonts-noto-core'],
    needed: false,
  },
]

/**
 * The environment in which tests of pages open them: in Chromium without a window where it is installed. With one each
 * context builds the browser's own toolbars: fifteen contexts cost 39 s of CPU, without one 9.
 */
export function pageTestEnvironment(): Readonly<Record<string, string>> {
  const shell = CHROMIUM_SHELL.paths.find(pathExists)
  return shell ? { FRANKLY_CHROMIUM_SHELL: shell } : {}
}

/** Installs missing programs where it has the rights to, else prints what to install. */
export async function ensureSystemPrograms(programs: readonly SystemProgram[] = SYSTEM_PROGRAMS): Promise<boolean> {
  const missing = () => programs.filter((program) => !program.paths.some(pathExists))
  if (missing().length === 0) return true
  const packagesOf = (needed: boolean) => missing().flatMap((program) => (program.needed === needed ? program.apt : []))
  console.log(
    `▸ Missing here: ${missing()
      .map((program) => program.what)
      .join(', ')}`,
  )
  const sudo = process.getuid?.() === 0 ? [] : pathExists('/usr/bin/sudo') ? ['sudo', '-n'] : undefined
  if (sudo && pathExists('/usr/bin/apt-get')) {
    const apt = (args: readonly string[]) => {
      const [command, ...rest] = [...sudo, 'apt-get', ...args] as [string, ...string[]]
      return run(command, rest, { show: false, env: { DEBIAN_FRONTEND: 'noninteractive' } })
    }
    await apt(['update', '-qq'])
    // apart: a system that does not know one of the optional packages would install none at all
    for (const packages of [packagesOf(true), ...packagesOf(false).map((name) => [name])]) {
      if (packages.length === 0) continue
      console.log(`▸ Installing with apt-get: ${packages.join(' ')} (first run only; a few minutes)`)
      const done = await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
      if (done.code !== 0) console.log(done.output.split('\n').slice(-8).join('\n'))
    }
  }
  const left = missing()
  for (const program of left) {
    console.log(
      `${program.needed ? '✗' : '–'} ${program.what} was not found at ${program.paths.join(' or ')}. ` +
        `Install the package ${program.apt.join(' ')} with your system's package manager` +
        `${program.needed ? ', then run this command again.' : '; what needs it is left out.'}`,
    )
  }
  return left.every((program) => !program.needed)
}

function pathExists(pattern: string): boolean {
  const star = pattern.indexOf('/*/')
  if (star < 0) return existsSync(pattern)
  const folder = pattern.slice(0, star)
  return (
    existsSync(folder) && readdirSync(folder).some((name) => existsSync(`${folder}/${name}${pattern.slice(star + 2)}`))
  )
}
