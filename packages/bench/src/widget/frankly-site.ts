import type { Question, Survey } from '@frankly/core'
import { purchase } from '@frankly/templates'
import { type CollectorProcess, serveRoutes } from '@frankly/testing'
import { type Contender, QUESTION } from './contenders.ts'
import { floorScript } from './floor.ts'
import { LAST } from './inputs.ts'
import type { Shop, Site } from './site.ts'

/** The first page alone, as far as the rivals' forms ask it: one scale. */
const scale: Survey = {
  schema: 1,
  id: purchase.id,
  version: 1,
  title: 'After the order',
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'order_confirmed',
  pages: [
    { id: 'first', questions: [{ kind: 'rating', id: 'rate', scale: 'csat5', text: QUESTION }] },
    { id: 'more', questions: [{ kind: 'text', id: 'best', text: 'What did we do best?', asks: 'praise' }] },
  ],
}

/** One survey for each kind of answer, named `kind-…`. */
function kindSurveys(questions: readonly Question[]): readonly Survey[] {
  return questions.map((question) => ({
    ...scale,
    id: `kind-${question.id}`,
    pages: [
      { id: 'asked', questions: [question] },
      { id: 'last', questions: [{ kind: 'text', id: 'end', text: LAST }] },
    ],
  }))
}

/** What the collector has for the pages. */
export const surveysOf = (kinds: readonly Question[]): Readonly<Record<string, readonly Survey[]>> => ({
  pk_bench: [purchase],
  pk_ahead: [{ ...purchase, targeting: { triggers: [{ on: 'exit_intent' }] } }],
  pk_scale: [scale],
  pk_kinds: kindSurveys(kinds),
})

/** Our script tag as the README has it. */
export function tagOf(collector: CollectorProcess, project: string): string {
  return `<script>
window.frankly = window.frankly || function () { (window.frankly.q = window.frankly.q || []).push(arguments) }
window.benchOpen = function () { return frankly('show', 'purchase', { force: true }) }
</script>
<script async src="${collector.url}/frankly.js" data-project="${project}"></script>`
}

/** The page of a shop, with nothing but `head` on it. */
export const serveShop = (head: string, shop: Shop = shopPage): Promise<Site> => serveRoutes({ '/': shop(head) })

const shopPage: Shop = (head) =>
  `<!doctype html><html lang="en"><title>shop</title>${head}<h1>Thank you</h1><p>Order A-1</p>`

/** A page without any of them: what page, browser and measuring cost themselves. */
export const BLANK: Contender = { name: 'the page alone', painted: '', serve: (shop) => serveShop('', shop) }

/** Ours with the default template for a purchase, in two ways; and what stands beside it. */
export interface Ours {
  /** None of ours: what a widget of no size would cost for the same first page. */
  readonly floor: Contender
  /** The template waits for the customer to leave, so that the interface is loaded when the page is idle. */
  readonly ahead: Contender
  /** The template; nothing is loaded before opening. */
  readonly lazy: Contender
  /** The same with the scale alone on its first page. */
  readonly scale: Contender
}

/** Our contenders, all with one collector. */
export function frankly(collector: CollectorProcess): Ours {
  const one = (name: string, project: string): Contender => ({
    name,
    painted: QUESTION,
    serve: (shop) => serveShop(tagOf(collector, project), shop),
  })
  return {
    floor: {
      name: 'the least: plain HTML, no library',
      painted: QUESTION,
      serve: () =>
        serveRoutes({
          '/': shopPage(`<script async src="/floor.js" data-host="${collector.url}" data-project="pk_bench"></script>`),
          '/floor.js': floorScript(QUESTION),
        }),
    },
    lazy: one('**Frankly, template for a purchase, loaded on opening**', 'pk_bench'),
    ahead: one('**Frankly, the same, preloaded**', 'pk_ahead'),
    scale: one('Frankly, one scale alone, loaded on opening', 'pk_scale'),
  }
}
