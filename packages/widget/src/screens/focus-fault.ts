import type { RunView } from '@frankly/core'

/** Moves the focus to the first field whose answer was not taken; its fault describes it. */
export function focusFault(form: ParentNode, view: RunView): void {
  const faulty = view.screen === 'page' && view.questions.find((question) => question.fault)
  if (!faulty) return
  const block = [...form.querySelectorAll<HTMLElement>('[data-q]')].find((el) => el.dataset['q'] === faulty.id)
  block?.querySelector<HTMLElement>('input,textarea,select,button')?.focus()
}
