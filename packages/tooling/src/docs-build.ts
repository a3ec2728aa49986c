import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { publicPackages } from './packages.ts'
import { mustRun, root } from './run.ts'

const target = `${root}docs/reference/api`
await mustRun('node', ['--conditions=frankly-source', 'packages/tooling/src/api.ts'], { show: false })
rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
await mustRun('api-documenter', ['markdown', '-i', `${root}.cache/api`, '-o', target], { show: false })
for (const name of readdirSync(target)) {
  const text = readFileSync(`${target}/${name}`, 'utf8').replaceAll('\r\n', '\n')
  writeFileSync(`${target}/${name}`, plainForVue(text))
}
const reports = publicPackages().flatMap(({ folder }) =>
  existsSync(`${root}${folder}/etc`)
    ? readdirSync(`${root}${folder}/etc`).map((name) => ({ name, path: `${root}${folder}/etc/${name}` }))
    : [],
)
mkdirSync(`${target}/reports`, { recursive: true })
for (const report of reports) copyFileSync(report.path, `${target}/reports/${report.name.replace('.api.md', '.md')}`)
const list = reports
  .map(({ name }) => `- [${name.replace('.api.md', '')}](./reports/${name.replace('.api.md', '')}.md)`)
  .join('\n')
writeFileSync(
  `${target}/entries.md`,
  `# Entry points\n\nThe exact public surface of each entry, as checked in CI.\n\n${list}\n`,
)
await mustRun('vitepress', ['build', 'docs'])

/** Docstrings hold `<response id>` and the like, which the site's compiler would read as tags. */
function plainForVue(markdown: string): string {
  const known = 'table|thead|tbody|tr|th|td|code|b|strong|i|em|p|a|br|ul|ol|li|pre|!--'
  return markdown
    .split(/(^```[\s\S]*?^```)/m)
    .map((part) =>
      part.startsWith('```') ? part : part.replace(new RegExp(`<(?!/?(?:${known})(?:[\\s>]|/>))`, 'g'), '&lt;'),
    )
    .join('')
}
