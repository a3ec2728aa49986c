import type { Fault } from '@frankly/core'
import { counted } from '../i18n/counted.ts'
import type { AllTexts, FaultWord, Texts } from '../i18n/texts.ts'

/** The fault in words, with what to do; in general words until the later texts are here. */
export function faultText(fault: Fault, texts: Texts & Partial<AllTexts>): string {
  return counted(texts.faults?.[fault.code as FaultWord] ?? texts.wrong, fault.limit ?? 0, texts)
}
