import * as z from 'zod/mini'
import type { VariableRule } from '../model/survey.ts'
import {
  type Branch,
  type ButtonWords,
  type Ending,
  type Page,
  type Quota,
  SURVEY_SCHEMA,
  type Survey,
  type Variable,
} from '../model/survey.ts'
import { id, list, locale, localizedText, number, surveyId, text, touchpoint, whole } from './basics.ts'
import { conditionSchema, conditionValue, operandSchema } from './condition.ts'
import { maybe, objectOf, wordOf } from './object-of.ts'
import { questionSchema } from './question.ts'
import { targetingSchema } from './targeting.ts'

const branch: z.ZodMiniType<Branch> = objectOf<Branch>({
  when: maybe(conditionSchema),
  go: z.union(
    [
      objectOf<{ page: string }>({ page: id }),
      objectOf<{ ending: string }>({ ending: id }),
      z.literal(['next', 'end']),
    ],
    { error: '{"page": id}, {"ending": id}, "next" or "end"' },
  ),
})

const buttons: z.ZodMiniType<ButtonWords> = objectOf<ButtonWords>({
  next: maybe(localizedText),
  back: maybe(localizedText),
  send: maybe(localizedText),
  close: maybe(localizedText),
})

const ending: z.ZodMiniType<Ending> = objectOf<Ending>({
  id,
  title: maybe(localizedText),
  text: maybe(localizedText),
})

/** What the customer sees at once. @public */
export const pageSchema: z.ZodMiniType<Page> = objectOf<Page>({
  id,
  title: maybe(localizedText),
  questions: list(questionSchema, 50, 1),
  showIf: maybe(conditionSchema),
  branches: maybe(list(branch, 50)),
  buttons: maybe(buttons),
})

const variableRule: z.ZodMiniType<VariableRule> = objectOf<VariableRule>({
  when: maybe(conditionSchema),
  op: wordOf({ set: true, add: true, subtract: true, multiply: true }),
  value: z.union([conditionValue, operandSchema]),
})

const variable: z.ZodMiniType<Variable> = objectOf<Variable>({
  id,
  type: wordOf({ number: true, text: true }),
  initial: z.union([number, text(400)]),
  rules: list(variableRule, 200),
})

const quota: z.ZodMiniType<Quota> = objectOf<Quota>({ id, limit: whole(1), when: maybe(conditionSchema) })

/** The form of a survey; `checkSurvey` checks its sense too. @public */
export const surveySchema: z.ZodMiniType<Survey> = objectOf<Survey>({
  schema: z.literal(SURVEY_SCHEMA),
  id: surveyId,
  version: whole(1),
  title: localizedText,
  defaultLocale: locale,
  locales: list(locale, 100, 1),
  touchpoint,
  audience: maybe(wordOf({ customer: true, staff: true, internal: true, observer: true })),
  anonymous: maybe(z.boolean()),
  intro: maybe(localizedText),
  thanks: maybe(localizedText),
  endings: maybe(list(ending, 50)),
  buttons: maybe(buttons),
  redirect: maybe(text(2000)),
  pages: list(pageSchema, 200, 1),
  variables: maybe(list(variable, 100)),
  targeting: maybe(targetingSchema),
  placement: maybe(wordOf({ popover: true, modal: true, inline: true, tab: true, page: true })),
  priority: maybe(number),
  offerMoreBefore: maybe(id),
  quotas: maybe(list(quota, 100)),
})
