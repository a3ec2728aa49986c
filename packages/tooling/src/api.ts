import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  ExtractorMessageCategory,
} from '@microsoft/api-extractor'
import { ADAPTER_LIST, adapterFiles } from './adapter-files.ts'
import { compile } from './build-steps.ts'
import { publicPackages } from './packages.ts'
import { root } from './run.ts'

/**
 * `npm run api [package …] [--check]`: writes what comes from the list of adapters, then the reports in `etc/`; with `--check` a
 * changed one is a fault. Every message of the extractor is a fault: an undocumented member, a forgotten export, a missing tag.
 */
const check = process.argv.includes('--check')
let changed = 0
for (const [file, text] of adapterFiles(root)) {
  if (readFileSync(root + file, 'utf8') === text) continue
  changed++
  if (!check) writeFileSync(root + file, text)
  console.log(
    `${check ? '✗' : '▸'} ${file} ${check ? `differs from ${ADAPTER_LIST}: run "npm run api" and commit` : 'was written'}`,
  )
}
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const chosen = publicPackages().filter(
  ({ folder }) => named.length === 0 || named.includes(folder.slice('packages/'.length)),
)
const compiled = await compile(
  false,
  chosen.map(({ folder }) => folder),
)
if (compiled.code !== 0) {
  console.log(compiled.output)
  process.exit(1)
}

let faults = 0
for (const found of chosen) {
  const entries = entriesOf(found.folder)
  const configs = entries.map((entry) => configOf(found.folder, entry))
  const first = configs[0]
  if (!first) continue
  mkdirSync(`${root}${found.folder}/etc`, { recursive: true })
  // One compiler for all entries of a package: a report then costs milliseconds instead of two seconds.
  const compilerState = CompilerState.create(first, {
    additionalEntryPoints: configs.map((config) => config.mainEntryPointFilePath),
  })
  const messages: ExtractorMessage[] = []
  for (const [index, config] of configs.entries()) {
    const result = Extractor.invoke(config, {
      compilerState,
      localBuild: !check,
      showVerboseMessages: false,
      messageCallback: (message) => {
        const { category, logLevel } = message
        if (category !== ExtractorMessageCategory.Extractor && category !== ExtractorMessageCategory.TSDoc) {
          if (logLevel === 'info' || logLevel === 'verbose') message.handled = true
          return
        }
        message.handled = true
        if (logLevel !== 'none') messages.push(message)
      },
    })
    if (result.errorCount > 0) faults++
    if (result.apiReportChanged) {
      changed++
      console.log(
        `${check ? '✗' : '▸'} ${found.name} ${entries[index]?.subPath}: the public API ${check ? 'differs from its report: run "npm run api" and commit' : 'report was written'}`,
      )
    }
  }
  for (const line of new Set(messages.filter(isFault(exportedBy(found.folder))).map(lineOf))) {
    faults++
    console.log(`✗ ${found.name} ${line}`)
  }
}
console.log(`${faults} faults, ${changed} changed files`)
process.exit(faults > 0 || (check && changed > 0) ? 1 : 0)

/** Names that any entry point of a package exports. */
function exportedBy(folder: string): ReadonlySet<string> {
  const reports = readdirSync(`${root}${folder}/etc`).map((name) =>
    readFileSync(`${root}${folder}/etc/${name}`, 'utf8'),
  )
  return new Set(
    reports.flatMap((text) =>
      [...text.matchAll(/^export (?:(?:class|const|function|interface|type) (\w+)|\{ (?:\w+ as )?(\w+) \})/gm)].map(
        ([, declared, named]) => declared ?? named!,
      ),
    ),
  )
}

/** What one entry point uses and another exports is not forgotten. */
function isFault(exported: ReadonlySet<string>): (message: ExtractorMessage) => boolean {
  return ({ messageId, text }) =>
    messageId !== 'ae-forgotten-export' || !exported.has(/symbol "(\w+?)(?:_\d+)?"/.exec(text)?.[1] ?? '')
}

function lineOf({ messageId, text, sourceFilePath, sourceFileLine }: ExtractorMessage): string {
  return `${sourceFilePath?.slice(root.length)}:${sourceFileLine} ${messageId}: ${text}`
}

interface Entry {
  /** For example `.` or `./collector`. */
  readonly subPath: string
  readonly types: string
}

function entriesOf(folder: string): readonly Entry[] {
  const manifest = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'))
  return Object.entries<Record<string, string> | string>(manifest.publishConfig?.exports ?? {}).flatMap(
    ([subPath, target]) => (typeof target === 'object' && target['types'] ? [{ subPath, types: target['types'] }] : []),
  )
}

function configOf(folder: string, entry: Entry): ExtractorConfig {
  const name = folder.split('/').at(-1)
  const report = `${name}${entry.subPath === '.' ? '' : `-${entry.subPath.slice(2).replaceAll('/', '-')}`}`
  const reportFile = `${root}${folder}/etc/${report}.api.md`
  if (!check && existsSync(reportFile) && readFileSync(reportFile, 'utf8').includes('\r')) rmSync(reportFile)
  const overrideTsconfig = {
    compilerOptions: {
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: name === 'collector' ? ['node'] : [],
      skipLibCheck: true,
      strict: true,
      jsx: 'react-jsx',
      jsxImportSource: 'preact',
      allowImportingTsExtensions: true,
      noEmit: true,
    },
    files: [`${root}${folder}/${entry.types}`],
  }
  return ExtractorConfig.prepare({
    configObjectFullPath: `${root}${folder}/api-extractor.json`,
    packageJsonFullPath: `${root}${folder}/package.json`,
    configObject: {
      projectFolder: `${root}${folder}`,
      mainEntryPointFilePath: `${root}${folder}/${entry.types}`,
      newlineKind: 'lf',
      compiler: { overrideTsconfig },
      apiReport: {
        enabled: true,
        reportFileName: report,
        reportFolder: `${root}${folder}/etc`,
        reportTempFolder: `${root}${folder}/temp`,
      },
      docModel: { enabled: entry.subPath === '.', apiJsonFilePath: `${root}.cache/api/${report}.api.json` },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          'ae-undocumented': { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: false },
          // an underscore says nothing that `@internal` does not
          'ae-internal-missing-underscore': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
      },
    },
  })
}
