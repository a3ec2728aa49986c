import type { LaterTexts } from './texts.ts'

/** English words of the later screens and of the further question kinds. */
const later: LaterTexts = {
  personReads: 'A person reads every answer.',
  copy: 'Copy',
  copied: 'Copied',
  moreAsk: { one: 'One more question?', other: '{n} more questions?' },
  moreTime: 'About {n} seconds.',
  moreYes: 'Yes, go on',
  moreNo: "No, that's all",
  keptTitle: 'Thank you. It is kept safe.',
  notSavedTitle: 'Not saved yet',
  receiptTitle: 'Your code',
  receiptHelp: 'Write it down or copy it. With it you can ask about your case, without giving a name.',
  receiptLink: 'Open the page of your case',
}
export default later
