import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { defaultSurvey } from '../default-survey.ts'
import { type Command, UsageError } from './command.ts'
import { CONFIG_FILE } from './load-options.ts'

/** `frankly init` */
export const initCommand: Command = {
  summary: 'writes a configuration file to begin with',
  help: `frankly init [--file FILE] [--key KEY] [--shop NAME] [--origin SITE]

Writes a configuration with one project and one survey. An existing file is left alone.

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
    const config = { projects: { [key]: { shop, origins: [origin], surveys: [defaultSurvey] } } }
    writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`, { flag: 'wx' })
    const serve = file === CONFIG_FILE ? 'frankly serve' : `frankly serve --config ${file}`
    process.stdout.write(`wrote ${file}: project ${key} (${shop}), sites: ${origin}\nnext: ${serve}\n`)
    return 0
  },
}
