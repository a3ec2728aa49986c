import { launchWebKit, startCollector, startShopProcess, storedResponses, webkitIsHere } from '@frankly/testing'
import { By, type WebDriver, type WebElement } from 'selenium-webdriver'
import { describe, expect, it } from 'vitest'

/** Runs in the page: the first element that fits, shadow roots included. */
const FIND = `
const [selector, words] = arguments
const look = (root) => {
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) {
      const inside = look(element.shadowRoot)
      if (inside) return inside
    }
    if (element.matches(selector) && (!words || element.textContent.trim() === words) && element.getClientRects().length) return element
  }
}
return look(document)`

async function find(driver: WebDriver, selector: string, words = ''): Promise<WebElement> {
  const found = await driver.wait(
    // a page that goes on to the next one meanwhile ends the script
    () => driver.executeScript<WebElement | null>(FIND, selector, words).catch(() => null),
    30_000,
    `${selector} ${words}`,
  )
  if (!found) throw new Error(`${selector} ${words} is not there`)
  return found
}

describe.runIf(webkitIsHere)('the main job in WebKitGTK', () => {
  it('a buyer answers and the collector holds the answer', async () => {
    const collector = await startCollector()
    const shop = await startShopProcess(collector.url)
    const { driver, close } = await launchWebKit()
    try {
      await driver.get(`${shop.url}/products/moon-teapot.html`)
      await driver.findElement(By.css('[data-add]')).click()
      await driver.get(`${shop.url}/checkout.html`)
      await driver.findElement(By.css('[data-demo]')).click()
      await (await find(driver, 'label', 'Well')).click()
      const words = 'Warm hands from WebKit'
      await (await find(driver, 'textarea')).sendKeys(words)
      await (await find(driver, 'button', 'Next')).click()
      await (await find(driver, 'button', "No, that's all")).click()
      await driver.wait(
        async () => (await storedResponses(collector.url)).some(({ status }) => status === 'completed'),
        30_000,
      )
      const [stored] = await storedResponses(collector.url)
      expect(JSON.stringify(stored?.answers)).toContain(words)
    } finally {
      await close()
      await shop.stop()
      await collector.stop()
    }
  })
})
