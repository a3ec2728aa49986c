import { contents } from './contents.ts'
import { readWish } from './query.ts'
import { show } from './show.ts'

const main = document.querySelector('main')!
let close: (() => void) | undefined

/** Shows what the address asks for, in place of what was there: going back, or a script that sets the address, loads nothing. */
async function open(): Promise<void> {
  close?.()
  close = undefined
  main.replaceChildren()
  delete document.body.dataset['ready']
  const wish = readWish(location.search)
  if (wish) close = await show(wish, main)
  else main.append(contents())
}

addEventListener('popstate', open)
await open()
