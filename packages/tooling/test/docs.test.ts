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

  it.each(pages)('%s: every path of the repository that it names is there', (page) => {
    const named = [...withoutBlocks(textOf(page)).matchAll(/`((?:packages|docs|examples)\/[\w./*{},-]+)`/g)].map(
      ([, path]) => path!,
    )
    expect(
      named.filter((path) => !/^docs\/\.vitepress\/dist/.test(path) && globSync(path, { cwd: root }).length === 0),
    ).toEqual([])
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
