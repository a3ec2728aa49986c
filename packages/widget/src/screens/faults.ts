import type { Fault, RunView } from '@frankly/core'
import { counted } from '../i18n/counted.ts'
import type { AllTexts, FaultWord, Texts } from '../i18n/texts.ts'

/** The fault in words, with what to do; in general words until the later texts are here. */
export function faultText(fault: Fault, texts: Texts & Partial<AllTexts>): string {
  return counted(texts.faults?.[fault.code as FaultWord] ?? texts.wrong, fault.limit ?? 0, texts)
}

/** Moves the focus to the first field whose answer was not taken; its fault describes it. */
export function focusFault(form: ParentNode, view: RunView): void {
  const faulty = view.screen === 'page' && view.questions.find((question) => question.fault)
  if (!faulty) return
  const block = [...form.querySelectorAll<HTMLElement>('[data-q]')].find((el) => el.dataset['q'] === faulty.id)
  block?.querySelector<HTMLElement>('input,textarea,select,button')?.focus()
}
