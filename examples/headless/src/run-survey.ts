import {
  type AnswerValue,
  type Fault,
  type Finish,
  type PageView,
  plainText,
  type QuestionView,
  type RunHandle,
} from '@frankly/core'
import { questionLines } from './question-lines.ts'
import { readAnswer, readCell } from './read-answer.ts'
import type { Terminal } from './terminal.ts'

/** How the conversation ended. `left`: the person went away; what was said is saved all the same. */
export type Ending = Finish | 'left'

const SILENT: readonly QuestionView['kind'][] = ['statement', 'review_link', 'reward']

/**
 * Leads a person through a run. An empty line leaves a question out, `:back` goes to the page before, `:quit` and
 * the end of the input leave.
 */
export async function runSurvey(run: RunHandle, terminal: Terminal): Promise<Ending> {
  let done = new Set<string>()
  for (;;) {
    const view = run.current
    if (view.screen === 'end') {
      terminal.say(`\n${plainText(view.thanks) || 'Thank you.'}`)
      if (view.text) terminal.say(plainText(view.text))
      return run.submit()
    }
    if (view.screen === 'more') {
      const line = await terminal.ask('\nTwo more questions? (yes/no) ')
      run.more(/^(y|yes|да|д)$/i.test(line?.trim() ?? ''))
      done = new Set()
      continue
    }
    const question = view.questions.find(({ id }) => !done.has(id))
    if (!question) {
      run.next()
      done = stillDone(run.current, view, done)
      continue
    }
    if (done.size === 0) for (const line of [view.title, view.intro]) if (line) terminal.say(plainText(line))
    done.add(question.id)
    const said = await askQuestion(question, terminal)
    if (said === 'left') {
      await run.dismiss()
      return 'left'
    }
    if (said === 'back') {
      run.back()
      done = new Set()
    } else if (said === 'unreadable') {
      terminal.say('  I did not understand that.')
      done.delete(question.id)
    } else if (said === 'skipped') {
      if (!SILENT.includes(question.kind) && !question.required) run.skip(question.id)
    } else run.answer(question.id, said)
  }
}

/** After a page with faults only those are asked again; a new page begins afresh. */
function stillDone(now: RunHandle['current'], before: PageView, done: ReadonlySet<string>): Set<string> {
  const isSame = now.screen === 'page' && now.pageId === before.pageId && now.questions.some(({ fault }) => fault)
  if (!isSame) return new Set()
  return new Set([...done].filter((id) => !now.questions.some((question) => question.id === id && question.fault)))
}

async function askQuestion(
  question: QuestionView,
  terminal: Terminal,
): Promise<AnswerValue | 'skipped' | 'left' | 'back' | 'unreadable'> {
  for (const line of questionLines(question)) terminal.say(line)
  if (question.fault) terminal.say(`  ! ${faultText(question.fault)}`)
  if (SILENT.includes(question.kind)) return 'skipped'
  if (question.kind === 'matrix') return askMatrix(question, terminal)
  const line = (await terminal.ask('> '))?.trim()
  return command(line) ?? readAnswer(question, line!) ?? 'unreadable'
}

async function askMatrix(
  question: QuestionView,
  terminal: Terminal,
): Promise<AnswerValue | 'skipped' | 'left' | 'back'> {
  const rows: Record<string, string> = {}
  for (const { id, text } of question.options) {
    const line = (await terminal.ask(`  ${plainText(text)} > `))?.trim()
    const said = command(line)
    if (said === 'left' || said === 'back') return said
    const cell = said ? undefined : readCell(question, line!)
    if (cell !== undefined) rows[id] = cell
  }
  return Object.keys(rows).length > 0 ? { kind: 'matrix', rows } : 'skipped'
}

function command(line: string | undefined): 'left' | 'back' | 'skipped' | undefined {
  if (line === undefined || line === ':quit') return 'left'
  return line === ':back' ? 'back' : line === '' ? 'skipped' : undefined
}

function faultText({ code, limit }: Fault): string {
  return code === 'required'
    ? 'We need this one.'
    : `${code.replaceAll('_', ' ')}${limit === undefined ? '' : ` (${limit})`}`
}
