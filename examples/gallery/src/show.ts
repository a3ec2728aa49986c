import type { RunEvent } from '@frankly/core/engine'
import { codeOf } from '../../../packages/widget/src/app/code.ts'
import { appLoaders } from '../../../packages/widget/src/entries/loaders.ts'
import { directionOf, loadWords } from '../../../packages/widget/src/i18n/languages.ts'
import { resolveLook } from '../../../packages/widget/src/look/look.ts'
import { createDisposer } from '../../../packages/widget/src/page/disposer.ts'
import { makeModal } from '../../../packages/widget/src/placement/modal.ts'
import { place } from '../../../packages/widget/src/placement/place.ts'
import { settle } from '../../../packages/widget/src/placement/settle.ts'
import { renderRun } from '../../../packages/widget/src/screens/render-run.tsx'
import type { DeliveryState } from '../../../packages/widget/src/state/run-model.ts'
import { modelOf } from '../../../packages/widget/test/support/model-of.ts'
import type { State, Wish } from './query.ts'
import { crowded, SAMPLES, type Sample, stretched, surveyOf } from './samples.ts'

const code = codeOf(appLoaders)

const FATES: Partial<Record<State, DeliveryState>> = {
  saving: { is: 'saving' },
  sent: { is: 'sent' },
  kept: { is: 'kept' },
  blocked: { is: 'blocked', by: 'uBlock' },
  here: { is: 'here' },
  not_saved: { is: 'not_saved' },
  withdrawn: { is: 'withdrawn' },
  receipt: { is: 'sent' },
}

const AT = 1_790_000_000_000
const LONG_ANSWER = 'The lid arrived chipped, but your colleague Anna answered in five minutes.'

/**
 * Shows one state with the widget's own screens and placement; nothing is stored or sent. It reaches into the
 * widget's source: what it shows is not an entry of the package.
 *
 * @returns takes it away
 */
export async function show(wish: Wish, main: HTMLElement): Promise<() => void> {
  const sample = sampleOf(wish)
  const survey = surveyOf(sample)
  const delivery = FATES[wish.state]
  const model = modelOf(survey, {
    locale: wish.lang,
    before: before(wish.state, sample),
    ...(delivery && { delivery }),
    ...(wish.state === 'receipt' && {
      receipt: { code: 'K7M4-2QXD-9', url: 'https://example.com/c/K7M4-2QXD-9' },
    }),
  })
  main.dataset['placement'] = wish.placement
  document.body.dataset['theme'] = wish.look.theme ?? 'auto'
  document.documentElement.lang = wish.lang
  document.documentElement.dir = directionOf(wish.lang)
  // what follows the first frame is here already: the gallery shows states at rest
  const warn = (message: string): void => {
    throw new Error(message)
  }
  const [look] = await Promise.all([
    resolveLook(wish.look, warn, appLoaders.readyLooks),
    loadWords(code.language, wish.lang),
    code.full.load(),
  ])
  const failed = (cause: unknown): void => {
    throw cause
  }
  const close = (): void => {
    if (there.mount.host.isConnected) there.remove(undo)
  }
  const inline = wish.placement === 'inline' || wish.placement === 'page'
  const there = place({
    placement: wish.placement,
    inside: inline ? main : undefined,
    nonce: '',
    look,
    direction: directionOf(wish.lang),
    label: 'Feedback',
    asked: false,
    scope: createDisposer(failed),
    escape: close,
  })
  if (wish.placement === 'modal') makeModal(there, '', close)
  const undo = renderRun(
    there.mount.frame,
    model,
    {
      shop: 'Leaf & Clay',
      look,
      placement: there.placement,
      promises: { personReads: true, noCookies: true },
      privacyUrl: 'https://example.com/privacy',
      locales: survey.locales,
      soon: (draw) => draw(),
      onClose: close,
      ...(wish.sample !== 'complaint' && { onComplain: () => undefined }),
      openLink: (url) => window.open(url, '_blank', 'noopener'),
    },
    code,
  )
  settle(there, close)
  if (wish.state === 'not_saved' || wish.state === 'here') {
    // on screen, so that the words are there to be copied
    model.answer('fix', { kind: 'text', text: LONG_ANSWER })
    model.next()
    model.more(false)
  }
  document.body.dataset['ready'] = ''
  return close
}

function sampleOf({ sample: name, state }: Wish): Sample {
  const sample = SAMPLES[name] ?? SAMPLES['first']!
  if (state === 'long') return stretched(sample)
  return (state === 'many' && crowded(sample)) || sample
}

/** What happened before the state that is looked at. */
function before(state: State, sample: Sample): readonly RunEvent[] {
  const answered: RunEvent[] = Object.entries(sample.answers).map(([questionId, value]) => ({
    type: 'answered',
    questionId,
    value,
    at: AT,
  }))
  const next: RunEvent = { type: 'next', at: AT }
  if (state === 'empty' || state === 'long' || state === 'many') return []
  if (state === 'error') return [next]
  if (state === 'answered') return answered
  if (state === 'not_saved' || state === 'here') return answered
  return [...answered, next, { type: 'more', yes: false, at: AT }]
}
