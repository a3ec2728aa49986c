import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { ADAPTER_LIST, adapterFiles } from './adapter-files.ts'
import { compile } from './build-steps.ts'
import { publicPackages } from './packages.ts'
import { root } from './run.ts'

/**
 * `npm run api [package …] [--check]`: writes what comes from the list of adapters, then the reports in `etc/`; with `--check` a
 * changed one is a fault.
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
  for (const [index, config] of configs.entries()) {
    const result = Extractor.invoke(config, {
      compilerState,
      localBuild: !check,
      showVerboseMessages: false,
      messageCallback: (message) => {
        if (message.logLevel === 'info' || message.logLevel === 'verbose') message.handled = true
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
}
console.log(`${faults} faults, ${changed} changed files`)
process.exit(faults > 0 || (check && changed > 0) ? 1 : 0)

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
          default: { logLevel: ExtractorLogLevel.None },
          'ae-undocumented': { logLevel: ExtractorLogLevel.None, addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  })
}
