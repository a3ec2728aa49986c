import type { CDPSession, Page } from 'playwright-core'

/** What Chromium itself counts, so that nothing can hide from it. */
export interface Counted {
  readonly nodes: number
  readonly listeners: number
  /** Bytes in use. */
  readonly heap: number
}

/** Counts after everything that could be collected was. */
export async function counted(cdp: CDPSession): Promise<Counted> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return { nodes, listeners: jsEventListeners, heap: usedSize }
}

/** Loads the widget and takes its tag away again, so that the page's own nodes are what they were. */
export async function putTag(page: Page, src: string, project: string): Promise<void> {
  const put = async ([src, project]: readonly [string, string]): Promise<void> => {
    const tag = Object.assign(document.createElement('script'), { src })
    tag.dataset['project'] = project
    await new Promise((loaded) => {
      tag.onload = loaded
      document.head.append(tag)
    })
    tag.onload = null
    tag.remove()
  }
  await page.evaluate(put, [src, project] as const)
}

/** Opens a survey, answers its first question and closes, so many times. */
export async function useOften(page: Page, survey: string, times: number): Promise<void> {
  const use = async ([survey, times]: readonly [string, number]): Promise<void> => {
    const { frankly } = window as never as { frankly: (...args: unknown[]) => Promise<unknown> }
    for (let time = 0; time < times; time++) {
      await frankly('show', survey, { force: true })
      const root = document.querySelector('frankly-box')!.shadowRoot!
      root.querySelectorAll<HTMLElement>('[type=radio]')[time % 5]?.click()
      await new Promise((go) => requestAnimationFrame(() => setTimeout(go)))
      frankly('close')
    }
  }
  await page.evaluate(use, [survey, times] as const)
}
