import { contents } from './contents.ts'
import { readWish } from './query.ts'
import { show } from './show.ts'

const main = document.querySelector('main')!
const wish = readWish(location.search)
if (wish) await show(wish, main)
else main.append(contents())
