import { createMount } from '../mount/mount.ts'
import { promote } from '../page/top-layer.ts'
import type { AppCore, Commands } from './core.ts'

const css = `
.panel{position:absolute;inset-block-start:16px;inset-inline-start:16px;pointer-events:auto;box-sizing:border-box;inline-size:min(440px,100% - 32px);max-block-size:calc(100dvh - 32px);overflow:auto;padding:16px 18px;border-radius:14px;background:#1e1b18;color:#f3ede2;font:13px/1.5 ui-monospace,monospace;box-shadow:0 12px 40px -8px rgb(0 0 0/.5)}
h2{margin:0 0 8px;font:600 15px/1.3 system-ui,sans-serif}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 14px;margin:0 0 12px}dt{color:#b9afa2}dd{margin:0;overflow-wrap:anywhere}
.yes{color:#a7e3b4}.no{color:#ffc9a3}
pre{margin:2px 0 10px;white-space:pre-wrap;overflow-wrap:anywhere;color:#cfc6b8}
button{all:unset;float:inline-end;padding:4px 10px;border-radius:8px;background:#38332d;cursor:pointer}button:focus-visible{outline:2px solid #f5dc94}
`

/** `?frankly-debug` in the address: shows a developer what is decided and why. Nothing here is for customers. */
export async function showPanel(core: AppCore, give: Commands['run']): Promise<void> {
  const { host } = core
  const mount = createMount(host.settings.nonce, undefined, css)
  const { frame } = mount
  frame.className = 'panel'
  frame.setAttribute('role', 'region')
  frame.setAttribute('aria-label', 'Frankly: debug')
  promote(mount.host)
  host.scope.add(() => mount.remove())

  const add = (parent: Element, tag: string, text = '', name = ''): HTMLElement => {
    const element = document.createElement(tag)
    element.textContent = text
    element.className = name
    parent.append(element)
    return element
  }
  const draw = async (): Promise<void> => {
    const [status, decisions] = await Promise.all([
      give('status', []) as Promise<Record<string, unknown>>,
      give('explain', []) as Promise<Record<string, unknown>>,
    ])
    frame.replaceChildren()
    const close = add(frame, 'button', 'close')
    close.addEventListener('click', () => mount.remove())
    const again = add(frame, 'button', 'again')
    again.addEventListener('click', () => void draw())
    add(frame, 'h2', 'Frankly')
    const list = add(frame, 'dl')
    for (const [name, value] of Object.entries(status)) {
      add(list, 'dt', name)
      add(list, 'dd', typeof value === 'string' ? value : JSON.stringify(value))
    }
    add(frame, 'h2', 'If it were asked for now')
    add(frame, 'pre', JSON.stringify(decisions, null, 2))
  }
  await draw()
}
