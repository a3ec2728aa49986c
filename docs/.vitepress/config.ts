import { existsSync, globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'

const docs = fileURLToPath(new URL('../', import.meta.url))
const SOURCE = 'https://github.com/frankly-feedback/frankly/blob/main/'

/** Cells of the generated reference hold paragraphs; the picture of the first page follows the site's own theme. */
const STYLE = `.vp-doc td p,.vp-doc th p{margin:0}
.picture{margin:48px auto 0;max-width:1100px;border:1px solid var(--vp-c-divider);border-radius:12px;width:100%}
html.dark .picture.light,html:not(.dark) .picture.dark{display:none}`

interface Item {
  readonly text: string
  readonly link: string
}

/** Sidebar entries of a folder, titled by each page's first heading. */
function pages(folder: string, except: readonly string[] = []): Item[] {
  return globSync(`${folder}/*.md`, { cwd: docs })
    .filter((path) => !except.includes(path))
    .sort(
      (one, other) => Number(other.endsWith('/index.md')) - Number(one.endsWith('/index.md')) || (one < other ? -1 : 1),
    )
    .map((path) => ({
      text: /^# (.+)$/m.exec(readFileSync(`${docs}${path}`, 'utf8'))?.[1]?.replaceAll('`', '') ?? path,
      link: `/${path.replace(/(index)?\.md$/, '')}`,
    }))
}

/** The generated reference, one entry for each package, once it has been generated. */
function packages(): Item[] {
  const start = existsSync(`${docs}reference/api/index.md`) ? [{ text: 'All packages', link: '/reference/api/' }] : []
  const each = globSync('reference/api/*.md', { cwd: docs })
    .filter((path) => /\/(?!index|entries)[a-z]+\.md$/.test(path))
    .sort()
    .map((path) => ({ text: `@frankly/${posix.basename(path, '.md')}`, link: `/${path.replace(/\.md$/, '')}` }))
  const entries = existsSync(`${docs}reference/api/entries.md`)
    ? [{ text: 'Exact signatures', link: '/reference/api/entries' }]
    : []
  return [...start, ...each, ...entries]
}

/** A link to a file of the repository that is no page of this site leads to the file's source. */
function withSourceLinks(href: string, page: string): string {
  if (/^([a-z]+:|\/|#)/i.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const target = posix.normalize(posix.join('docs', posix.dirname(page), path))
  if (target.startsWith('docs/') && /(\.md|\/|\.(png|svg|webp))$/.test(target)) return href
  if (target.startsWith('docs/') && existsSync(`${docs}${target.slice(5)}.md`)) return href
  return `${SOURCE}${target}${anchor === undefined ? '' : `#${anchor}`}`
}

export default defineConfig({
  title: 'Frankly',
  description: 'Ask your customers, hear the bad news first, lose no answer.',
  cleanUrls: true,
  head: [
    ['link', { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }],
    ['style', {}, STYLE],
  ],
  markdown: {
    // Types such as { readonly code?: string } in the reference are no attributes.
    attrs: { disable: true },
    config(md) {
      // `{{answer:q}}` in our texts is piping: as character references, the site's compiler takes it as text.
      for (const rule of ['text', 'code_inline', 'html_inline', 'html_block']) {
        const render = md.renderer.rules[rule]!
        md.renderer.rules[rule] = (...args) => render(...args).replaceAll('{{', '&#123;&#123;')
      }
      md.core.ruler.push('source-links', (state) => {
        for (const { children } of state.tokens) {
          for (const token of children ?? []) {
            const href = token.type === 'link_open' ? token.attrGet('href') : null
            if (href) token.attrSet('href', withSourceLinks(href, String(state.env.relativePath ?? '')))
          }
        }
      })
    },
  },
  themeConfig: {
    nav: [
      { text: 'Script tag', link: '/start/script-tag' },
      { text: 'SDK', link: '/start/sdk' },
      { text: 'API', link: '/reference/api/' },
    ],
    socialLinks: [{ icon: 'github', link: 'https://github.com/frankly-feedback/frankly' }],
    sidebar: [
      { text: 'Start', items: pages('start') },
      { text: 'Guides', items: pages('guides') },
      { text: 'Specifications', items: [...pages('spec'), ...pages('wire')] },
      { text: 'Reference', items: [...pages('reference'), { text: 'Accessibility', link: '/accessibility' }] },
      { text: 'API', collapsed: true, items: packages() },
      {
        text: 'The house',
        items: [
          { text: 'Architecture', link: '/architecture' },
          { text: 'Glossary', link: '/glossary' },
        ],
      },
      { text: 'Decisions', collapsed: true, items: pages('decisions') },
    ],
    search: { provider: 'local' },
  },
})
