import { type RichBlock, type RichWords, richText } from '@frankly/core'
import { richWords } from '@frankly/core/model'
import type { ComponentChildren, JSX } from 'preact'

export { plainText } from '@frankly/core'

/**
 * Draws a text with its marks ([S16] of the surveys): text nodes and the few elements that the marks stand for.
 * `head`: its first paragraph, inside a heading; `line`: all of it, inside a label; `whole`: all of it, as blocks;
 * `label`: bold and italics alone.
 */
export function drawText(text: string, as: 'head' | 'line' | 'whole' | 'label'): ComponentChildren {
  if (as === 'label') return drawWords(richWords(text))
  const blocks = richText(text)
  if (as === 'whole') return <div class="rich">{blocks.map(drawBlock)}</div>
  return (as === 'head' ? blocks.slice(0, 1) : blocks).map(drawInLine)
}

/** What a text says below its heading. */
export function drawBody(text: string): JSX.Element | undefined {
  const blocks = richText(text).slice(1)
  return blocks[0] && <div class="rich">{blocks.map(drawBlock)}</div>
}

function drawBlock(block: RichBlock): JSX.Element {
  if (block.is === 'paragraph') return <p>{drawWords(block.words)}</p>
  const List = block.numbered ? 'ol' : 'ul'
  return (
    <List>
      {block.items.map((item) => (
        <li>{drawWords(item)}</li>
      ))}
    </List>
  )
}

/** Where no block may stand: each part and each item on a line of its own. */
function drawInLine(block: RichBlock, place: number): JSX.Element {
  if (block.is === 'paragraph')
    return (
      <>
        {place > 0 && '\n'}
        {drawWords(block.words)}
      </>
    )
  return (
    <span class={block.numbered ? 'items numbers' : 'items'}>
      {block.items.map((item) => (
        <span>
          {drawWords(item)}
          {'\n'}
        </span>
      ))}
    </span>
  )
}

function drawWords(words: readonly RichWords[]): ComponentChildren {
  return words.map((each) => {
    if (each.is === 'text') return each.text
    const inside = drawWords(each.words)
    if (each.is !== 'link') return each.is === 'em' ? <em>{inside}</em> : <strong>{inside}</strong>
    // mail and telephone open no page: a new tab for them would stay empty
    const target = /^http/i.test(each.url) ? { target: '_blank', rel: 'noopener noreferrer' } : {}
    return (
      <a href={each.url} {...target}>
        {inside}
      </a>
    )
  })
}
