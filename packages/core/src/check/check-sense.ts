import type { Issue } from '../model/errors.ts'
import type { Survey } from '../model/survey.ts'
import { checkFairness } from './fairness.ts'
import { checkAnonymous } from './sense/check-anonymous.ts'
import { checkConditions } from './sense/check-conditions.ts'
import { checkIds } from './sense/check-ids.ts'
import { checkQuestions } from './sense/check-questions.ts'
import { checkTexts } from './sense/check-texts.ts'
import { checkWays } from './sense/check-ways.ts'
import { createNotes } from './sense/notes.ts'
import { pageGraph } from './sense/page-graph.ts'

/** Checks what a form cannot say: ids, texts, questions, conditions, ways, fairness. */
export function checkSense(survey: Survey): Issue[] {
  const { note, issues } = createNotes()
  for (const check of [checkIds, checkTexts, checkQuestions, checkConditions, checkAnonymous]) check(survey, note)
  const graph = pageGraph(survey)
  checkWays(survey, graph, note)
  checkFairness(survey, graph, note)
  return issues
}
