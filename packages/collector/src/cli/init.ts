import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultSurvey } from '../default-survey.ts'
import { resolveOptions } from '../options/read-options.ts'
import { type Command, UsageError } from './command.ts'
import { CONFIG_FILE } from './load-options.ts'

/** Fails where a file is. */
const ONLY_MINE = { flag: 'wx', mode: 0o600 } as const

/** Holds the staff token, beside the configuration. */
export const TOKEN_FILE = 'frankly.staff-token'

/** `frankly init` */
export const initCommand: Command = {
  summary: 'writes a configuration file to begin with',
  help: `frankly init [--file FILE] [--key KEY] [--shop NAME] [--origin SITE]

Writes a configuration with one project and one survey, and beside it ${TOKEN_FILE}: a random token that opens the
staff pages. Only you may read both. An existing file is left alone, an existing token is used.

  --file FILE    default ${CONFIG_FILE}
  --key KEY      public key of the project, default pk_shop
  --shop NAME    default "Our shop"
  --origin SITE  site that may use it, default loopback`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        file: { type: 'string', default: CONFIG_FILE },
        key: { type: 'string', default: 'pk_shop' },
        shop: { type: 'string', default: 'Our shop' },
        origin: { type: 'string', default: 'loopback' },
      },
    })
    const { file, key, shop, origin } = values
    if (existsSync(file)) throw new UsageError(`${file} is there already; name another with --file`)
    const staff = { token: { file: TOKEN_FILE } }
    const projects = { [key]: { shop, origins: [origin], surveys: [defaultSurvey] } }
    // Nothing is written that "frankly serve" would refuse.
    resolveOptions({ projects }, { dataDir: dirname(file), baseDir: dirname(file), env: {} })
    const config = { staff, projects }
    writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`, ONLY_MINE)
    const tokenFile = join(dirname(file), TOKEN_FILE)
    if (!existsSync(tokenFile)) writeFileSync(tokenFile, `${randomBytes(32).toString('base64url')}\n`, ONLY_MINE)
    const serve = file === CONFIG_FILE ? 'frankly serve' : `frankly serve --config ${file}`
    process.stdout.write(
      `wrote ${file}: project ${key} (${shop}), sites: ${origin}\nstaff token: ${tokenFile} (keep it out of version control)\nnext: ${serve}\n`,
    )
    return 0
  },
}
