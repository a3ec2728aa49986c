import type { Issue } from '../errors.ts'
import { checkConditions } from './checks/check-conditions.ts'
import { checkIds } from './checks/check-ids.ts'
import { checkQuestions } from './checks/check-questions.ts'
import { checkTexts } from './checks/check-texts.ts'
import { checkWays } from './checks/check-ways.ts'
import { createNotes } from './checks/notes.ts'
import { pageGraph } from './checks/page-graph.ts'
import { checkFairness } from './fairness.ts'
import type { Survey } from './survey.ts'

/** Checks what a form cannot say: ids, texts, questions, conditions, ways, fairness. */
export function checkSense(survey: Survey): Issue[] {
  const { note, issues } = createNotes()
  for (const check of [checkIds, checkTexts, checkQuestions, checkConditions]) check(survey, note)
  const graph = pageGraph(survey)
  checkWays(survey, graph, note)
  checkFairness(survey, graph, note)
  return issues
}
