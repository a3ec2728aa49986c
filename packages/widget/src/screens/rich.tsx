import type { JSX } from 'preact'
import type { LanguageAttributes } from '../i18n/in-language.ts'

/**
 * Text with the only markup there is: `**strong**` and `[label](https://…)`. Anything else stays text.
 * @param props.own - for words in another language than the card
 */
export function Rich({ text, own }: { readonly text: string; readonly own?: LanguageAttributes }): JSX.Element {
  if (own?.lang)
    return (
      <span {...own}>
        <Rich text={text} />
      </span>
    )
  // split by groups gives text, strong, label, address, text, …
  const parts = text.split(/\*\*(.+?)\*\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/)
  return (
    <>
      {parts.map((part, i) => {
        if (!part || i % 4 === 3) return undefined
        if (i % 4 === 1) return <strong>{part}</strong>
        if (i % 4 === 0) return part
        return (
          <a href={parts[i + 1]!} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        )
      })}
    </>
  )
}
