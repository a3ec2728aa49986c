import type { ComponentChildren, JSX } from 'preact'

const MARKS = /\*\*(.+?)\*\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g

/** Text with the only markup there is: `**strong**` and `[label](https://…)`. Anything else stays text. */
export function Rich({ text }: { readonly text: string }): JSX.Element {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const found of text.matchAll(MARKS)) {
    const [all, strong, label, href] = found
    parts.push(
      text.slice(at, found.index),
      strong ? (
        <strong>{strong}</strong>
      ) : (
        <a href={href!} target="_blank" rel="noopener noreferrer">
          {label}
        </a>
      ),
    )
    at = found.index + all.length
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}
