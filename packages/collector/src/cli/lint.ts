import { parseArgs } from 'node:util'
import { checkSurvey, issueText } from '@frankly/core'
import { lintSurvey } from '@frankly/core/check'
import { readJsonFile } from '../options/json-file.ts'
import { type Command, UsageError } from './command.ts'

/** `frankly lint` */
export const lintCommand: Command = {
  summary: 'checks survey files',
  help: `frankly lint FILE…

Checks survey definitions and lists every fault with its path, what was found, what was wanted, and a hint: first
what a collector would refuse, then, when nothing is left of that, the wording: double and loaded questions, jargon,
long sentences, praise before fault, an open question, scales with the negative end first, and links or rewards that
depend on traits, tags or events, which a page could set by score.
Ends with 0 when all are good, 1 when not.`,
  async run(args) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
    if (positionals.length === 0) throw new UsageError('name at least one file')
    let bad = 0
    for (const file of positionals) {
      const faults = faultsIn(file)
      if (faults.length === 0) process.stdout.write(`${file}: good\n`)
      else bad++
      for (const fault of faults) process.stdout.write(`${file}: ${fault}\n`)
    }
    return bad > 0 ? 1 : 0
  },
}

function faultsIn(file: string): readonly string[] {
  let definition: unknown
  try {
    definition = readJsonFile(file)
  } catch (error) {
    return [`not readable as JSON: ${(error as Error).message}`]
  }
  const checked = checkSurvey(definition)
  return (checked.ok ? lintSurvey(checked.survey) : checked.issues).map(issueText)
}
