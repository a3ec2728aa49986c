import { describe, expect, it } from 'vitest'
import { kindQuery } from '../../../../examples/gallery/src/contents.ts'
import { SAMPLES } from '../../../../examples/gallery/src/samples.ts'
import { setUpGallery } from './gallery-rig.ts'

interface AxNode {
  readonly nodeId: string
  readonly childIds?: readonly string[]
  readonly ignored: boolean
  readonly role?: { readonly value: string }
  readonly name?: { readonly value: string }
}

/** What is operated or announced as a whole; text and layout are left out. */
const SPOKEN =
  /^(region|group|radiogroup|radio|checkbox|textbox|combobox|spinbutton|button|link|listbox|slider|heading|progressbar|status|alert|form|table|rowheader|columnheader)$/

/** As it is read: the tree comes level by level. */
function inOrder(nodes: readonly AxNode[]): readonly AxNode[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const below = (node: AxNode | undefined): readonly AxNode[] =>
    node ? [node, ...(node.childIds ?? []).flatMap((id) => below(byId.get(id)))] : []
  return below(nodes[0])
}

const view = setUpGallery().in('chromium', { width: 800, height: 900 })

describe('[peer 14] [WCAG 4.1.2] names in the accessibility tree of Chromium', () => {
  it('every control of every kind has one, the question names its group, and all are as reviewed in names.txt', async () => {
    const session = await view.page.context().newCDPSession(view.page)
    const said: string[] = []
    for (const sample of Object.keys(SAMPLES)) {
      await view.show(`${kindQuery(sample)}&state=answered`)
      const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] }
      said.push(`# ${sample}`)
      for (const { ignored, role, name } of inOrder(nodes)) {
        if (ignored || !role || !SPOKEN.test(role.value)) continue
        const nameless = /^(status|alert|form|table|group)$/.test(role.value)
        if (!nameless) expect(name?.value.trim(), `${sample}: ${role.value}`).toBeTruthy()
        if (name?.value) said.push(`${role.value} “${name.value}”`)
      }
    }
    await expect(`${said.join('\n')}\n`).toMatchFileSnapshot('names.txt')
  })
})
