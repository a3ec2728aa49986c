import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { awake, bought, card, config, eventually, setUp, survey, tag } from './rig.ts'

describe.each(BROWSERS)('a good guest in %s', (name) => {
  const rig = setUp(name, { head: bought() }, { width: 1000, height: 800 })

  it("[peer 5] the host's dark class does not flip the widget; [peer 52] data-theme does, and the page's font comes when asked for", async () => {
    rig.collector.config = config({ look: { font: 'inherit' } })
    rig.shop.page = {
      head: `<style>.dark *{background:black;color:white}body{font-family:"Courier New",monospace}</style>${bought()}<script>document.documentElement.className='dark'</script>`,
      script: tag(rig.collector.url, 'data-theme="light"'),
    }
    await rig.visit()
    const style = (property: string): Promise<string> =>
      card(rig.page).evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), property)
    await card(rig.page).waitFor()
    const light = await style('background-color')
    expect(await style('font-family')).toContain('Courier New')
    rig.shop.page = { head: bought(), script: tag(rig.collector.url, 'data-theme="dark"') }
    await rig.page.goto(rig.shop.url)
    await card(rig.page).waitFor()
    expect(await style('background-color')).not.toBe(light)
  })

  it('[peer 9] lets every click beside the card through, keeps the asked distance, and can be dragged away', async () => {
    rig.collector.config = config({ look: { offset: { block: 90, inline: 40 } } })
    rig.shop.page = {
      head: bought(),
      body: '<button id="host" style="position:fixed;right:10px;bottom:10px" onclick="this.textContent=\'paid\'">Pay</button>',
    }
    await rig.visit()
    await card(rig.page).getByText('Very easy').waitFor()
    await rig.page.locator('#host').click()
    expect(await rig.page.locator('#host').textContent()).toBe('paid')
    const box = (await card(rig.page).boundingBox())!
    expect([Math.round(1000 - box.x - box.width), Math.round(800 - box.y - box.height)]).toEqual([40, 90])
    await eventually(async () => {
      await rig.page.mouse.move(box.x + 60, box.y + 14)
      await rig.page.mouse.down()
      await rig.page.mouse.move(box.x - 300, box.y - 100, { steps: 5 })
      await rig.page.mouse.up()
      return Math.round((await card(rig.page).boundingBox())!.x)
    }).toBeLessThan(box.x - 200)
  })

  it('[peer 7] stays usable when the page opens a modal dialog over it', async () => {
    rig.shop.page = {
      head: bought(),
      body: '<dialog id="d"><button id="ok" onclick="d.close()">OK</button></dialog><button id="open" onclick="d.showModal()">Open</button>',
    }
    await rig.visit()
    await card(rig.page).getByText('Very easy').waitFor()
    // what keeps it on top comes with the rest
    await rig.page.waitForLoadState('networkidle')
    await rig.page.locator('#open').click()
    await rig.page.locator('dialog frankly-box').waitFor()
    await card(rig.page).getByText('Very easy').click()
    await card(rig.page).getByRole('textbox').fill('Mind the dialog')
    await rig.page.locator('#ok').click()
    await rig.page.locator('html > frankly-box').waitFor()
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Mind the dialog')
  })

  it('[peer 8] waits while the page shows a modal dialog of its own', async () => {
    rig.shop.page = {
      head: bought(),
      body: '<dialog id="d"><button id="ok" onclick="d.close()">Accept</button></dialog><script>d.showModal()</script>',
    }
    await rig.visit()
    await eventually(() => rig.collector.requests.some(({ path }) => /^\/[abc]\//.test(path))).toBe(true)
    await rig.page.waitForLoadState('networkidle')
    expect(await card(rig.page).count()).toBe(0)
    await rig.page.locator('#ok').click()
    await card(rig.page).waitFor()
  })

  it('[peer 12] takes no focus and traps none; [peer 54] has a close control, and Escape inside it closes', async () => {
    rig.shop.page = { head: bought(), body: '<input id="mine" autofocus><script>mine.focus()</script>' }
    await rig.visit()
    await card(rig.page).getByText('Very easy').waitFor()
    expect(await rig.page.evaluate('document.activeElement.id')).toBe('mine')
    await rig.page.keyboard.press('Escape')
    expect(await card(rig.page).count()).toBe(1)
    await card(rig.page).getByRole('radio').first().focus()
    await rig.page.keyboard.press('Escape')
    await eventually(() => card(rig.page).count()).toBe(0)
    await rig.page.evaluate(`frankly('show', 'after', { force: true })`)
    await card(rig.page).getByRole('button', { name: 'Close' }).click()
    await eventually(() => card(rig.page).count()).toBe(0)
  })

  it('[peer 13] is a named dialog; opened by a click it takes the focus and gives it back', async () => {
    rig.shop.page = { body: `<button id="ask" onclick="frankly('show','after')">Ask me</button>` }
    await rig.visit()
    await awake(rig.page)
    await rig.page.locator('#ask').click()
    await rig.page.getByRole('dialog', { name: 'After the purchase' }).waitFor()
    await eventually(() => rig.page.evaluate('document.activeElement.localName')).toBe('frankly-box')
    await rig.page.keyboard.press('Escape')
    await eventually(() => rig.page.evaluate('document.activeElement.id')).toBe('ask')
  })

  it('a modal comes only after a click, makes the page inert, and gives the focus back', async () => {
    rig.collector.config = config({ surveys: [{ ...survey, placement: 'modal' }] })
    rig.shop.page = {
      head: bought(),
      body: `<button id="ask" onclick="frankly('show','after',{force:true})">Ask me</button>`,
    }
    await rig.visit()
    // by its trigger it is a popover
    await rig.page.locator('frankly-box .frame[data-placement=popover]').waitFor()
    await card(rig.page).getByRole('button', { name: 'Close' }).click()
    await rig.page.locator('#ask').click()
    await rig.page.locator('frankly-box dialog:modal .card').waitFor()
    for (let i = 0; i < 12; i++) await rig.page.keyboard.press('Tab')
    expect(await rig.page.evaluate('document.activeElement.id')).not.toBe('ask')
    await card(rig.page).getByRole('radio').first().focus()
    await rig.page.keyboard.press('Escape')
    await eventually(() => rig.page.evaluate('document.activeElement.id')).toBe('ask')
  })

  it('[peer 14] goes through by keyboard alone', async () => {
    await rig.visit()
    await card(rig.page).getByRole('radio').first().focus()
    await rig.page.keyboard.press('ArrowDown')
    await card(rig.page).getByRole('button', { name: 'Next' }).focus()
    await rig.page.keyboard.press('Enter')
    await card(rig.page).getByRole('textbox').waitFor()
    await card(rig.page).getByRole('textbox').focus()
    await rig.page.keyboard.type('By keyboard')
    await rig.page.keyboard.press('Tab')
    await card(rig.page).getByRole('button', { name: 'Send' }).focus()
    await rig.page.keyboard.press('Enter')
    await card(rig.page).getByText('Got it, thank you.').waitFor()
  })

  it('is not printed', async () => {
    await rig.visit()
    await card(rig.page).waitFor()
    // Firefox is driven without media emulation: the rule itself is read there
    await rig.page.emulateMedia({ media: 'print' })
    const isHidden = () => {
      const { shadowRoot } = document.querySelector('frankly-box')!
      const rules = shadowRoot!.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules])
      const print = rules.find((rule) => rule instanceof CSSMediaRule && rule.media.mediaText === 'print') as
        | CSSMediaRule
        | undefined
      return matchMedia('print').matches
        ? getComputedStyle(document.querySelector('frankly-box')!).display === 'none'
        : /data-layer.*display: none !important/.test(print?.cssText ?? '')
    }
    // the rule comes with the code after the first frame
    await eventually(() => rig.page.evaluate(isHidden)).toBe(true)
  })
})
