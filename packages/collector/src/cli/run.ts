import { readFileSync } from 'node:fs'
import { issueText } from '@frankly/core'
import { AccessFault } from '../access/accounts.ts'
import { faultsOf } from '../options/read-options.ts'
import { StoreRefusal } from '../store/ports.ts'
import { backupCommand } from './backup.ts'
import { type Command, UsageError } from './command.ts'
import { doctorCommand } from './doctor/doctor.ts'
import { exportCommand } from './export.ts'
import { initCommand } from './init.ts'
import { keyCommand } from './key.ts'
import { lintCommand } from './lint.ts'
import { migrateCommand } from './migrate.ts'
import { outboxCommand } from './outbox.ts'
import { quarantineCommand } from './quarantine.ts'
import { restoreCommand } from './restore.ts'
import { serveCommand } from './serve.ts'
import { signInCommand } from './sign-in.ts'
import { subjectCommand } from './subject.ts'
import { surveyCommand } from './survey.ts'
import { systemTrouble } from './system-trouble.ts'
import { tokenCommand } from './token.ts'
import { userCommand } from './user.ts'
import { verifyCommand } from './verify.ts'

const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    serve: serveCommand,
    init: initCommand,
    migrate: migrateCommand,
    doctor: doctorCommand,
    export: exportCommand,
    lint: lintCommand,
    outbox: outboxCommand,
    quarantine: quarantineCommand,
    verify: verifyCommand,
    survey: surveyCommand,
    backup: backupCommand,
    restore: restoreCommand,
    'sign-in': signInCommand,
    key: keyCommand,
    user: userCommand,
    token: tokenCommand,
    subject: subjectCommand,
  }),
)

/** Runs `frankly ARGUMENTS` and returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  const command = name === undefined ? undefined : commands.get(name)
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${ownVersion()}\n`)
    return 0
  }
  if (!command) {
    const known = name === undefined || name === '--help' || name === '-h' || name === 'help'
    if (!known) process.stderr.write(`frankly: there is no command "${name}"\n\n`)
    ;(known ? process.stdout : process.stderr).write(overview())
    return known ? 0 : 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${command.help}\n`)
    return 0
  }
  try {
    return await command.run(rest)
  } catch (error) {
    return explain(name!, error)
  }
}

function explain(name: string, error: unknown): number {
  const issues = faultsOf(error)
  if (issues.length > 0) {
    process.stderr.write(`frankly ${name}: ${issues.length} fault${issues.length > 1 ? 's' : ''}\n`)
    for (const issue of issues) process.stderr.write(`  ${issueText(issue)}\n`)
    return 2
  }
  const trouble = systemTrouble(error)
  if (trouble) {
    process.stderr.write(`frankly ${name}: ${trouble}\n`)
    return 1
  }
  const usage =
    error instanceof UsageError ||
    error instanceof AccessFault ||
    (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  process.stderr.write(`frankly ${name}: ${error instanceof Error ? error.message : String(error)}\n`)
  if (usage) process.stderr.write(`See frankly ${name} --help\n`)
  else if (!(error instanceof StoreRefusal) && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return usage ? 2 : 1
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return version
}

function overview(): string {
  const lines = [...commands].map(([name, { summary }]) => `  ${name.padEnd(11)}${summary}`)
  return `frankly: collects frank feedback and keeps every answer.\n\n${lines.join('\n')}\n\nEach has --help; frankly --version prints the version.\n`
}
