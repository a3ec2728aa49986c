import type { Receipt as ReceiptData } from '@frankly/core'
import type { JSX } from 'preact'
import type { AllTexts } from '../i18n/texts.ts'
import { CopyButton } from './copy-button.tsx'

interface ReceiptProps {
  readonly receipt: ReceiptData
  readonly texts: AllTexts
  readonly openLink: ((url: string) => void) | undefined
}

/** The code of a case: large, in groups, spelled out for screen readers. */
export function Receipt({ receipt, texts, openLink }: ReceiptProps): JSX.Element {
  return (
    <div class="receipt">
      <p class="soft">{texts.receiptTitle}</p>
      <div class="coded">
        <p class="code">
          <span aria-hidden="true">{receipt.code}</span>
          <span class="unseen">{spelled(receipt.code)}</span>
        </p>
        <CopyButton text={() => receipt.code} texts={texts} />
      </div>
      <p class="soft">{texts.receiptHelp}</p>
      {receipt.url && (
        <button type="button" class="link" onClick={() => openLink?.(receipt.url!)}>
          {texts.receiptLink}
        </button>
      )}
    </div>
  )
}

/** `K7M4-2QXD-9` → `K 7 M 4, 2 Q X D, 9`: letter by letter with a breath between groups. */
export function spelled(code: string): string {
  return code
    .split('-')
    .map((group) => [...group].join(' '))
    .join(', ')
}
