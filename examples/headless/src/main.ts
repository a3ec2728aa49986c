import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createCollectorAdapter } from '@frankly/adapters/collector'
import { createConsoleAdapter } from '@frankly/adapters/console'
import { checkSurvey, createClient, FeedbackError, issueText, type Survey, type Transport } from '@frankly/core'
import { createNodePlatform } from '@frankly/core/node'
import { createMemoryPlatform } from '@frankly/core/platform'
import * as templates from '@frankly/templates'
import { runSurvey } from './run-survey.ts'
import { createTerminal, type Terminal } from './terminal.ts'

const HELP = `Runs a survey in the terminal, over the SDK alone.

  pnpm start <template | survey.json> [options]

  --locale <tag>     language, default en
  --host <url>       address of a collector; without it deliveries are printed
  --project <key>    public key of the project, default pk_shop
  --folder <path>    where answers are kept until they have arrived, default ./frankly-answers
  --order <id>       the order that it is about
  --test             mark the answers as a trial
  --explain          say why each template would or would not be shown after a purchase, and end

An empty line leaves a question out, :back goes a page back, :quit leaves.
Answers can be piped in, one a line.`

const OPTIONS = {
  locale: { type: 'string', default: 'en' },
  host: { type: 'string' },
  project: { type: 'string', default: 'pk_shop' },
  folder: { type: 'string', default: 'frankly-answers' },
  order: { type: 'string' },
  test: { type: 'boolean', default: false },
  explain: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const ALL: readonly Survey[] = Object.values(templates).filter(isSurvey)

/**
 * The whole program.
 * @returns exit code: 0 all is stored, 1 something is stored nowhere, 2 wrong use, 3 it is kept in the folder and will be
 * sent by the next start
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = parse(args)
  if (typeof given === 'string') {
    terminal.say(given)
    return 2
  }
  const { values, name } = given
  if (values.help || (!name && !values.explain)) {
    terminal.say(`${HELP}\n\nTemplates: ${ALL.map(({ id }) => id).join(', ')}`)
    return values.help ? 0 : 2
  }
  const found = values.explain ? undefined : await find(name!)
  if (typeof found === 'string') {
    terminal.say(found)
    return 2
  }
  // printed after the conversation, so as not to talk over the questions
  const printed: string[] = []
  const transport: Transport = values.host
    ? createCollectorAdapter({ host: values.host, project: values.project })
    : createConsoleAdapter({ log: (line, delivery) => printed.push(`${line}\n${JSON.stringify(delivery, null, 2)}`) })
  const client = createClient({
    project: values.project,
    transport,
    // what is only printed needs no disk
    platform: values.host ? createNodePlatform({ folder: values.folder }) : createMemoryPlatform(),
    surveys: found ? [found] : ALL,
    locale: values.locale,
    test: values.test,
    mode: 'kiosk',
  })
  try {
    if (values.order) client.context({ order: { orderId: values.order } })
    if (!found) {
      terminal.say(`${await client.explain(undefined, { on: 'purchase' })}`)
      return 0
    }
    const run = await client.start(found.id)
    const ending = await runSurvey(run, terminal)
    const { waiting, store } = await client.flush()
    for (const delivery of printed) terminal.say(`\n${delivery}`)
    if (run.receiptCode) terminal.say(`Your receipt: ${run.receiptCode}`)
    if (waiting === 0) {
      if (values.host && ending !== 'left') terminal.say('Stored.')
      return 0
    }
    if (store !== 'disk') {
      terminal.say(`Not stored: the collector was not reached, and ${values.folder} cannot be written to.`)
      return 1
    }
    terminal.say(`Kept in ${values.folder}: the collector was not reached. The next start with this folder sends it.`)
    return 3
  } finally {
    await client.destroy()
  }
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    return { values, name: positionals[0] }
  } catch (error) {
    return `${(error as Error).message}\n\n${HELP}`
  }
}

/** A survey, or what is wrong with it. */
async function find(name: string): Promise<Survey | string> {
  const template = ALL.find(({ id }) => id === name)
  if (template) return template
  if (!name.endsWith('.json')) return `"${name}" is no template. There are: ${ALL.map(({ id }) => id).join(', ')}`
  try {
    const checked = checkSurvey(JSON.parse(await readFile(name, 'utf8')))
    return checked.ok ? checked.survey : checked.issues.map(issueText).join('\n')
  } catch (error) {
    return `"${name}" cannot be read: ${(error as Error).message}`
  }
}

function isSurvey(value: unknown): value is Survey {
  return typeof value === 'object' && value !== null && 'pages' in value && 'schema' in value
}

if (import.meta.main) {
  const terminal = createTerminal(process.stdin, process.stdout)
  try {
    process.exitCode = await main(process.argv.slice(2), terminal)
  } catch (error) {
    if (!(error instanceof FeedbackError)) throw error
    terminal.say(error.message)
    process.exitCode = 2
  } finally {
    terminal.close()
  }
}
