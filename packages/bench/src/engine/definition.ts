import type { Page, Question, Survey } from '@frankly/core'

/** One question of the survey that both sides run: neutral, so that neither is favoured. */
interface Plan {
  readonly name: string
  readonly kind: 'rating' | 'choice' | 'several' | 'text'
  /** Shown only when this earlier question has at most this value. */
  readonly after?: { readonly name: string; readonly atMost: number }
}

const KINDS = ['rating', 'choice', 'several', 'text'] as const
const CHOICES = ['ordering', 'delivery', 'packaging', 'advice', 'price', 'quality']

/** Forty questions, one a page; every third hangs on an earlier rating. */
const PLAN: readonly Plan[] = Array.from({ length: 40 }, (_, at) => ({
  name: `q${at}`,
  kind: KINDS[at % 4]!,
  ...(at % 3 === 2 && at > 4 && { after: { name: `q${Math.floor((at - 1) / 4) * 4}`, atMost: 2 } }),
}))

// every eighth title repeats the first answer
const text = ({ name }: Plan) =>
  Number(name.slice(1)) % 8 === 1 ? `You gave {{answer:q0|nothing}}. Why, in ${name}?` : `How was it with ${name}?`

/** The survey in our form. */
export const OURS: Survey = {
  schema: 1,
  id: 'bench',
  version: 1,
  title: 'Bench',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  pages: PLAN.map(
    (plan): Page => ({
      id: `p-${plan.name}`,
      questions: [ourQuestion(plan)],
      ...(plan.after && { showIf: { left: { answer: plan.after.name }, op: 'lte', right: plan.after.atMost } }),
    }),
  ),
}

function ourQuestion(plan: Plan): Question {
  const base = { id: plan.name, text: text(plan) }
  if (plan.kind === 'rating') return { ...base, kind: 'rating', scale: 'csat5' }
  if (plan.kind === 'text') return { ...base, kind: 'text', maxLength: 500 }
  return {
    ...base,
    kind: 'choice',
    multiple: plan.kind === 'several',
    choices: CHOICES.map((id) => ({ id, text: `The ${id}` })),
  }
}

/** The same for SurveyJS. */
export const THEIRS: object = {
  pages: PLAN.map((plan) => ({
    name: `p-${plan.name}`,
    ...(plan.after && { visibleIf: `{${plan.after.name}} <= ${plan.after.atMost}` }),
    elements: [theirQuestion(plan)],
  })),
}

function theirQuestion(plan: Plan): object {
  const base = { name: plan.name, title: text(plan).replace(/\{\{answer:(\w+)\|.*?\}\}/, '{$1}') }
  if (plan.kind === 'rating') return { ...base, type: 'rating', rateMin: 1, rateMax: 5 }
  if (plan.kind === 'text') return { ...base, type: 'comment', maxLength: 500 }
  return {
    ...base,
    type: plan.kind === 'several' ? 'checkbox' : 'radiogroup',
    choices: CHOICES.map((value) => ({ value, text: `The ${value}` })),
  }
}

/** What somebody says to question `name` in pass `pass`: the same on both sides. */
export function said(name: string, pass: number): number | string | readonly string[] {
  const at = Number(name.slice(1))
  const plan = PLAN[at]!
  if (plan.kind === 'rating') return 1 + ((at + pass) % 5)
  if (plan.kind === 'text') return `It went well, number ${pass}`
  const one = CHOICES[(at + pass) % CHOICES.length]!
  return plan.kind === 'several' ? [one, CHOICES[(at + pass + 1) % CHOICES.length]!] : one
}
