import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tidyApiPages } from './api-pages.ts'
import { publicPackages } from './packages.ts'
import { mustRun, root } from './run.ts'

/** `npm run docs:build`: the site in docs/.vitepress/dist, the reference generated from the packages as they are. */
const target = `${root}docs/reference/api`
await mustRun('node', ['--conditions=frankly-source', 'packages/tooling/src/api.ts', '--check'], { show: false })
rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
await mustRun('api-documenter', ['markdown', '-i', `${root}.cache/api`, '-o', target], { show: false })
tidyApiPages(target)
const reports = publicPackages().flatMap(({ folder }) =>
  existsSync(`${root}${folder}/etc`)
    ? readdirSync(`${root}${folder}/etc`).map((name) => ({ name, path: `${root}${folder}/etc/${name}` }))
    : [],
)
mkdirSync(`${target}/reports`, { recursive: true })
for (const { name, path } of reports)
  writeFileSync(`${target}/reports/${name.replace('.api.md', '.md')}`, readFileSync(path, 'utf8').replace(/^## /, '# '))
const list = reports
  .map(({ name }) => `- [${name.replace('.api.md', '')}](./reports/${name.replace('.api.md', '')}.md)`)
  .join('\n')
writeFileSync(
  `${target}/entries.md`,
  `# Exact signatures\n\nThe exact public surface of each entry point, as checked in CI.\n\n${list}\n`,
)
await mustRun('vitepress', ['build', 'docs'])
