import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'

const docs = fileURLToPath(new URL('../', import.meta.url))

/** Sidebar entries of a folder, titled by each page's first heading. */
function pages(folder: string) {
  return globSync(`${folder}/*.md`, { cwd: docs })
    .sort()
    .map((path) => ({
      text: /^# (.+)$/m.exec(readFileSync(`${docs}${path}`, 'utf8'))?.[1] ?? path,
      link: `/${path.replace(/\.md$/, '')}`,
    }))
}

export default defineConfig({
  title: 'Frankly',
  description: 'Ask your customers, hear the bad news first, lose no answer.',
  cleanUrls: true,
  // Types such as { readonly code?: string } in the reference are no attributes.
  markdown: { attrs: { disable: true } },
  // `{{answer:q}}` in our texts is piping, not an expression of the site.
  vue: { template: { compilerOptions: { delimiters: ['[%', '%]'] } } },
  // Reference pages are generated; a link into source that is not a page is no fault of the text.
  ignoreDeadLinks: [/\/api\//, /^\.\/(?!.*\.md)/, /\.\.\//],
  themeConfig: {
    sidebar: [
      { text: 'Start', items: pages('start') },
      { text: 'Guides', items: pages('guides') },
      { text: 'Specifications', items: [...pages('spec'), ...pages('wire')] },
      {
        text: 'Reference',
        items: [
          ...(existsSync(`${docs}reference/api/index.md`) ? [{ text: 'API', link: '/reference/api/index' }] : []),
          { text: 'Entry points', link: '/reference/api/entries' },
          ...pages('reference'),
        ],
      },
      { text: 'Decisions', collapsed: true, items: pages('decisions') },
    ],
    search: { provider: 'local' },
  },
})
