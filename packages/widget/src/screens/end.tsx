import type { RunView } from '@frankly/core'
import type { JSX } from 'preact'
import { inLanguage } from '../i18n/in-language.ts'
import type { AllTexts } from '../i18n/texts.ts'
import type { DeliveryState } from '../state/run-model.ts'
import { CopyButton } from './copy-button.tsx'
import { Receipt } from './receipt.tsx'
import { Rich } from './rich.tsx'
import type { ScreenProps } from './screen-props.ts'

type EndView = Extract<RunView, { screen: 'end' }>

/** The end, told by what became of the answer: thanks only for what is stored. */
export function EndScreen({ view, model, ui, texts }: ScreenProps & { view: EndView }): JSX.Element {
  const fate = model.delivery.value
  const receipt = model.receipt.value
  if (fate.is === 'not_saved' || fate.is === 'here') return <Unkept at={fate.is} model={model} texts={texts} />
  const stored = fate.is === 'sent' || fate.is === 'kept' || fate.is === 'blocked'
  return (
    <div class="page thanks">
      {stored && <Tick />}
      <div role="status">
        <h2 tabIndex={-1} data-head>
          <Rich {...title(fate, view, texts)} />
        </h2>
        <p class="soft">{detail(fate, texts, ui.promises.personReads === true)}</p>
      </div>
      {receipt && stored && <Receipt receipt={receipt} texts={texts} openLink={ui.openLink} />}
      <div class="foot">
        <div class="end">
          <button type="button" class="go" onClick={ui.onClose}>
            {texts.close}
          </button>
        </div>
      </div>
    </div>
  )
}

/** Only this page has the answer: it is shown, to be copied, and can be tried again. Without words there is nothing to copy. */
function Unkept({
  at,
  model,
  texts,
}: Pick<ScreenProps, 'model' | 'texts'> & { at: 'here' | 'not_saved' }): JSX.Element {
  const words = model.written()
  const lost = at === 'not_saved'
  return (
    <div class="page">
      <div role="alert">
        <h2 tabIndex={-1} data-head>
          {lost ? texts.notSavedTitle : texts.hereTitle}
        </h2>
        <p>{lost && words ? texts.notSaved : texts.here}</p>
      </div>
      {words && <blockquote class="mine">{words}</blockquote>}
      <div class="foot">
        {words && <CopyButton text={model.written} texts={texts} />}
        <div class="end">
          <button type="button" class="go" onClick={model.retry}>
            {texts.retry}
          </button>
        </div>
      </div>
    </div>
  )
}

function title(fate: DeliveryState, view: EndView, texts: AllTexts): Parameters<typeof Rich>[0] {
  if (fate.is === 'sent' && view.thanks) return { text: view.thanks, own: inLanguage(view.thanksLang, view.locale) }
  if (fate.is === 'sent') return { text: texts.done }
  if (fate.is === 'withdrawn') return { text: texts.withdrawnTitle }
  return { text: fate.is === 'kept' || fate.is === 'blocked' ? texts.keptTitle : texts.saving }
}

function detail(fate: DeliveryState, texts: AllTexts, personReads: boolean): string {
  if (fate.is === 'kept') return texts.kept
  if (fate.is === 'blocked') return texts.blocked
  return fate.is === 'sent' && personReads ? texts.personReads : ''
}

function Tick(): JSX.Element {
  return (
    <svg class="tick" viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="32" cy="32" r="30" />
      <path d="M19 34c4 3 7 6 10 10 4-10 9-18 17-25" pathLength="1" />
    </svg>
  )
}
