// Runs around `pnpm pack` and `pnpm publish`: the package holds the files behind the script tag, so that an
// installed collector serves /frankly.js. `--away` removes them again: in the repository the widget's own build counts.
import { cpSync, existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = fileURLToPath(new URL('../../widget/dist/cdn', import.meta.url))
const inside = fileURLToPath(new URL('../widget', import.meta.url))

rmSync(inside, { recursive: true, force: true })
if (!process.argv.includes('--away')) {
  if (!existsSync(`${built}/frankly.js`)) {
    console.error(`The widget is not built: ${built}/frankly.js is missing. Run "npm run build", then pack again.`)
    process.exit(1)
  }
  cpSync(built, inside, { recursive: true })
}
