import { parseArgs } from 'node:util'
import { startPostgres } from '../postgres.ts'
import { playFuzz } from './play.ts'

const HELP = `npm run chaos -- fuzz [--minutes N] [--seed N] [--store sqlite|postgres]

Starts a real collector and sends odd requests to every operation of its OpenAPI document, spoiled answers most of all.
No reply may be a 5xx, the process must live, and an answer must be stored afterwards.

  --minutes N   default 5
  --seed N      the same requests again. Default: drawn and printed
  --store NAME  default sqlite`

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string' },
    store: { type: 'string', default: 'sqlite' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}
const minutes = Number(values.minutes)
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
if (!(minutes > 0) || !Number.isInteger(seed) || !/^(sqlite|postgres)$/.test(values.store)) {
  console.error(`fuzz: --minutes must be above 0, --seed a whole number, --store sqlite or postgres\n\n${HELP}`)
  process.exit(2)
}
console.log(`seed ${seed}, ${minutes} minutes, ${values.store}`)
const server = values.store === 'postgres' ? await startPostgres() : undefined
const { requests, statuses, faults } = await playFuzz(seed, minutes * 60_000, await server?.database())
await server?.stop()
const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status || 'closed'}: ${count}`)
console.log(`${requests} requests; replies by status: ${counts.join(', ')}`)
for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
console.log(
  faults.length === 0
    ? 'No 5xx, and the collector takes answers.'
    : `${faults.length} faults. Replay with --seed ${seed}`,
)
process.exit(faults.length === 0 ? 0 : 1)
