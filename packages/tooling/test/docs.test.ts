import { existsSync, globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../src/run.ts'

const pages = globSync(['docs/**/*.md', '*.md', 'packages/*/README.md', 'packages/tooling/recipes/*.md'], { cwd: root })
  .filter((page) => !/node_modules|reference\/api\//.test(page))
  .sort()
const textOf = (page: string) => readFileSync(root + page, 'utf8')
/** Without blocks of code, and without code that shows how a link is written. */
const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*\]\([^`\n]*`/g, '')
/** What the site writes when it is built. */
const generated = /^docs\/reference\/api\//

/** Rules and faults that the docs define, by their marks. */
const defined = pages
  .filter((page) => page.startsWith('docs/'))
  .flatMap((page) => [
    ...[...textOf(page).matchAll(/\*\*\[([A-Z]+\d+)\]/g)].map(([, mark]) => mark!),
    ...(page.endsWith('/marks.md') ? [...textOf(page).matchAll(/^\| (F\d+) \|/gm)].map(([, mark]) => mark!) : []),
  ])
const faultsOfOthers = [...textOf('docs/reference/good-guest.md').matchAll(/^\| (\d+) \| .+ \| .+ \| .+ \|$/gm)].map(
  ([, at]) => at!,
)

describe('marks in tests (docs/reference/marks.md)', () => {
  it('each rule has a mark of its own', () => {
    expect(defined.length).toBeGreaterThan(250)
    expect(defined.filter((mark, at) => defined.indexOf(mark) !== at)).toEqual([])
  })

  it('each mark of a test stands for something that a reader finds', () => {
    const known = new Set([
      ...defined.map((mark) => `[${mark}]`),
      ...faultsOfOthers.flatMap((at) => [`[peer ${at}]`, `[peers ${at}]`]),
      ...[1, 2, 3, 4, 5, 6].map((at) => `[promise ${at}]`),
    ])
    const tests = globSync('{packages,examples}/*/{src,test}/**/*.test.{ts,tsx}', { cwd: root })
    const unknown = tests.flatMap((file) =>
      [...textOf(file).matchAll(/(?:\b(?:it|test|describe)|\))\(\s*['"`]((?:\[[^\]'"`\n]+\] )+)/g)]
        .flatMap(([, marks]) => marks!.match(/\[[^\]]+\]/g)!)
        .filter((mark) => !known.has(mark) && !mark.startsWith('[WCAG '))
        .map((mark) => `${file} ${mark}`),
    )
    expect(tests.length).toBeGreaterThan(200)
    expect(unknown).toEqual([])
  })
})

describe('pages of the docs', () => {
  it.each(pages)('%s: what it links to is there', (page) => {
    const links = [...withoutBlocks(textOf(page)).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, link]) => link!)
    const paths = links
      .filter((link) => !/^([a-z]+:|\/)/i.test(link))
      .map((link) => posix.normalize(posix.join(posix.dirname(page), link)))
    expect(
      paths.filter((path) => !generated.test(path) && ![path, `${path}.md`].some((file) => existsSync(root + file))),
    ).toEqual([])
  })

  // the figures name files as they were when they were counted
  it.each(pages.filter((page) => page !== 'docs/reference/house.md'))(
    '%s: every path of the repository that it names is there',
    (page) => {
      const named = [...withoutBlocks(textOf(page)).matchAll(/`((?:packages|docs|examples)\/[\w./*{},-]+)`/g)].map(
        ([, path]) => path!,
      )
      expect(
        named.filter((path) => !/^docs\/\.vitepress\/dist/.test(path) && globSync(path, { cwd: root }).length === 0),
      ).toEqual([])
    },
  )

  it.each(pages)('%s: a name that is said to stand in a file does', (page) => {
    const named = [...textOf(page).matchAll(/`(\w+)` in \[[^\]]+\]\(([^)]+)\)/g)]
    const gone = named.filter(([, name, link]) => {
      const file = posix.normalize(posix.join(posix.dirname(page), link!))
      return !new RegExp(`\\b${name}\\b`).test(textOf(file))
    })
    expect(gone.map(([words]) => words)).toEqual([])
  })

  it('every decision says its context, the choice, its price, and what would change it, and stands in the index', () => {
    const index = textOf('docs/decisions/index.md')
    const decisions = pages.filter((page) => /decisions\/\d/.test(page))
    expect(decisions.length).toBeGreaterThan(15)
    for (const page of decisions) {
      const heads = [...textOf(page).matchAll(/^\*\*(Context|Choice|Price|What would change it)\.\*\*/gm)].map(
        ([, head]) => head,
      )
      expect({ page, heads }).toEqual({ page, heads: ['Context', 'Choice', 'Price', 'What would change it'] })
      const title = /^# (.+)$/m.exec(textOf(page))?.[1]
      expect(index).toContain(`- [${title}](${posix.basename(page)})`)
    }
  })
})
