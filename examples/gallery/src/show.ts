import { advance, type Run, startRun, viewOf } from '@frankly/core'
import { directionOf } from '../../../packages/widget/src/i18n/languages.ts'
import { adopt } from '../../../packages/widget/src/look/adopt.ts'
import { place } from '../../../packages/widget/src/placement/place.ts'
import { prepare, renderRun, styles } from '../../../packages/widget/src/screens/index.ts'
import { createRunModel } from '../../../packages/widget/src/state/create-run-model.ts'
import type { DeliveryState } from '../../../packages/widget/src/state/run-model.ts'
import type { State, Wish } from './query.ts'
import { SAMPLES, surveyOf } from './samples.ts'

const FATES: Partial<Record<State, DeliveryState>> = {
  saving: { is: 'saving' },
  sent: { is: 'sent' },
  kept: { is: 'kept' },
  blocked: { is: 'blocked', by: 'uBlock' },
  not_saved: { is: 'not_saved' },
  receipt: { is: 'sent' },
}

const NOW = 1_790_000_000_000

/**
 * Shows one state with the widget's own screens, placement and model; nothing is stored or sent. It reaches into
 * the widget's source: what it shows is not an entry of the package.
 */
export async function show(wish: Wish, main: HTMLElement): Promise<void> {
  const sample = SAMPLES[wish.sample] ?? SAMPLES['first']!
  const survey = surveyOf(sample)
  const fate = FATES[wish.state]
  const act = (run: Run, event: Parameters<typeof advance>[2]): Run => advance(survey, run, event)
  let run = startRun(survey, { seed: 'gallery', locale: wish.lang, now: NOW })
  if (wish.state === 'error') run = act(run, { type: 'next', at: NOW })
  else if (wish.state !== 'empty')
    for (const [questionId, value] of Object.entries(sample.answers))
      run = act(run, { type: 'answered', questionId, value, at: NOW })
  if (fate) run = { ...run, at: 'end', status: 'completed' }

  const model = createRunModel(survey, run, {
    now: () => NOW,
    viewOf: (at) => viewOf(survey, at, { shop: 'Leaf & Clay' }),
    advance: act,
    changed: (_run, event, told) => {
      if (event.type === 'next') told({ is: 'sent' })
    },
    save: (told) => told({ is: 'sent' }),
    attach: async (file, name) => ({ id: crypto.randomUUID(), name, type: file.type, size: file.size }),
    failed: (cause) => {
      throw cause
    },
  })
  const receipt = {
    value: wish.state === 'receipt' ? { code: 'K7M4-2QXD-9', url: 'https://example.com/c/K7M4-2QXD-9' } : undefined,
  }
  const told = fate ? { ...model, delivery: { ...model.delivery, value: fate, peek: () => fate }, receipt } : model

  main.dataset['placement'] = wish.placement
  document.body.dataset['theme'] = wish.look.theme ?? 'auto'
  document.documentElement.lang = wish.lang
  document.documentElement.dir = directionOf(wish.lang)
  await prepare(wish.lang)
  const inline = wish.placement === 'inline' || wish.placement === 'page'
  const there = place({
    placement: wish.placement,
    inside: inline ? main : undefined,
    nonce: '',
    look: wish.look,
    locale: wish.lang,
    direction: directionOf(wish.lang),
    label: 'Feedback',
    asked: false,
    failed: (cause) => {
      throw cause
    },
    escape: () => there.remove(),
  })
  adopt(there.mount.root, styles)
  renderRun(there.mount.frame, told as typeof model, {
    shop: 'Leaf & Clay',
    look: wish.look,
    placement: there.placement,
    promises: { personReads: true, noCookies: true },
    privacyUrl: 'https://example.com/privacy',
    locales: survey.locales,
    onClose: () => there.remove(),
    ...(wish.sample !== 'complaint' && { onComplain: () => undefined }),
    openLink: (url) => window.open(url, '_blank', 'noopener'),
  })
  document.body.dataset['ready'] = ''
}
