const sheets = new Map<string, CSSStyleSheet>()

/**
 * Gives a shadow root a style sheet, once. Constructable sheets need no `style-src` permission and leave
 * `document.styleSheets` alone; where they are missing (Safari before 16.4) a `<style>` with the page's nonce
 * does the same inside the root.
 */
export function adopt(root: ShadowRoot, css: string, nonce?: string): void {
  try {
    let sheet = sheets.get(css)
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      sheets.set(css, sheet)
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    if ([...root.querySelectorAll('style')].some((style) => style.textContent === css)) return
    const style = document.createElement('style')
    if (nonce) style.nonce = nonce
    style.textContent = css
    root.prepend(style)
  }
}
