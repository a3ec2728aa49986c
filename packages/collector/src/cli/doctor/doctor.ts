import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { CONFIG_FILE, configFileOf, loadAll } from '../load-options.ts'
import { type Finding, finding } from './finding.ts'
import { lookAtFiles, lookAtSpool, lookAtStore, sqlitePath } from './machine.ts'
import { lookFromOutside } from './outside.ts'
import { lookAtBucket } from './photos.ts'
import { sendTests } from './send-tests.ts'

const MARKS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL', skip: '-   ' } as const

/** `frankly doctor` */
export const doctorCommand: Command = {
  summary: 'looks whether everything is as it must be, and says what to do',
  help: `frankly doctor [--no-send] [--json] [--data DIR] [--config FILE] [--store URL]

Looks at the configuration, files, disk, clock, store, spool, the address that people use and the proxy before it, writes,
reads and deletes a trial object in the bucket for photos, and sends a trial complaint, marked as one, to every
destination. Changes nothing else. Works beside a running collector.

  --no-send      sends nothing
  --json         one JSON object a line: {"is", "what", "said"}
  --data DIR     folder of the SQLite store, default ./frankly-data
  --config FILE  default: ${CONFIG_FILE} in this folder
  --store URL    sqlite:PATH or postgres://…, before the one in FILE

Exit code 0: nothing failed (warnings count for nothing), 1: something failed, 2: the configuration is wrong.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'no-send': { type: 'boolean' },
        json: { type: 'boolean' },
        config: { type: 'string' },
        data: { type: 'string' },
        store: { type: 'string' },
      },
    })
    const config = configFileOf(values)
    if (!config) {
      process.stderr.write(
        `frankly doctor: there is no ${CONFIG_FILE} in ${process.cwd()}; write one with "frankly init"\n`,
      )
      return 2
    }
    const { options, destinations, secretFiles } = await loadAll(values, process.env, { makes: false })
    let failed = 0
    const say = (found: readonly Finding[]) => {
      for (const one of found) {
        if (one.is === 'fail') failed++
        process.stdout.write(values.json ? `${JSON.stringify(one)}\n` : `${MARKS[one.is]}  ${one.what}: ${one.said}\n`)
      }
    }
    try {
      say([finding('ok', 'configuration', `${config}, ${options.projects.size} projects`)])
      say([
        options.staffToken
          ? finding('ok', 'staff', 'a token opens the staff pages')
          : finding('ok', 'staff', 'no "staff.token": people sign in with their accounts, see "frankly user list"'),
      ])
      const path = sqlitePath(options)
      say(await lookAtFiles(options, [config, ...secretFiles, ...(path ? [path] : [])]))
      say(await lookAtStore(options, Date.now()))
      say(await lookAtSpool(options))
      say(await lookAtBucket(options))
      say(await lookFromOutside(options, () => Date.now()))
      if (values['no-send']) say([finding('skip', 'destinations', 'nothing is sent: --no-send')])
      else say(await sendTests(destinations.list, Date.now()))
    } finally {
      await destinations.close()
    }
    if (!values.json) process.stdout.write(failed > 0 ? `${failed} failed\n` : 'nothing failed\n')
    return failed > 0 ? 1 : 0
  },
}
