import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserName } from '@frankly/testing'
import type { BrowserContextOptions } from 'playwright-core'
import type { ShopPage } from './rig.ts'

/** A page that has broken widgets before. */
export interface TorturePage {
  /** With the numbers of the faults that it stands for: docs/reference/good-guest.md. */
  readonly title: string
  readonly page: ShopPage
  /** The blank page to compare with, where it is not the plain one. */
  readonly blank?: ShopPage
  readonly window?: BrowserContextOptions
  /** What the page does once the question stands, as source, and how it is undone. */
  readonly act?: string
  readonly undo?: string
  /** Where the state that the page needs can be had. Default: Chromium and Firefox. */
  readonly only?: readonly BrowserName[]
  /** Is shown to WebKitGTK too, which is driven slowly. */
  readonly webkit?: boolean
}

const require = createRequire(import.meta.url)
const NONCE = 'r4nd0m'
const style = (css: string): string => `<style nonce="${NONCE}">${css}</style>`
const script = (code: string): string => `<script nonce="${NONCE}">${code}</script>`

/** Everything is refused that the page did not sign; the page keeps one policy for Trusted Types, for itself. */
const POLICY = `default-src 'none'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'nonce-${NONCE}'; script-src 'nonce-${NONCE}'; connect-src http://127.0.0.1:*; require-trusted-types-for 'script'; trusted-types page`

/** Long enough to scroll even when no style survives; with what frameworks dress up. */
const BODY = `<h1>Thank you for your order</h1><form class="form"><label class="form-label label">Name <input id="mine" class="form-control input"></label><label><input type="checkbox" class="form-check-input checkbox"> Post</label><label><input type="radio" name="r" class="with-gap"> Courier</label><select class="form-select select browser-default"><option>Today</option></select><textarea class="form-control textarea materialize-textarea"></textarea></form><button type="button" class="btn btn-primary button waves-effect">Continue</button><p>${'Lamps and shades, shades and lamps. '.repeat(600)}</p>`

const framework = (title: string, file: string): TorturePage => ({
  title,
  webkit: true,
  page: {
    head: `<link rel="stylesheet" href="/page.css">`,
    styles: { '/page.css': readFileSync(require.resolve(file), 'utf8') },
  },
})
const bootstrap = framework('[peer 6] Bootstrap 5', 'bootstrap/dist/css/bootstrap.css')
const styled = (css: string, more: ShopPage = {}): ShopPage => ({ ...more, head: style(css) })

/** Prototypes and globals as libraries of old left them. */
export const POISON = `
Object.prototype.extra = function () {}; Array.prototype.extra = function () {}; String.prototype.extra = 1;
Array.prototype.toJSON = function () { return 'poisoned' };
Array.prototype.remove = function () { throw new Error('poison') };
Element.prototype.remove = function () { this.parentNode.removeChild(this); return this };
Function.prototype.delay = function () {}; window.$ = window.jQuery = function () { throw new Error('poison') };
window.Symbol.observable = 'x'; window.name = 'poison'; window.event = 1; window.module = {}; window.exports = {}; window.define = Object.assign(() => { throw new Error('poison') }, { amd: {} });
`

/** 1280 × 800 seen at a zoom: fewer and larger pixels, as the browser's own zoom gives. */
const zoomed = (times: number): BrowserContextOptions => ({
  viewport: { width: 1280 / times, height: 800 / times },
  deviceScaleFactor: times,
})

/** The pages, the usual first. */
export const PAGES: readonly TorturePage[] = [
  bootstrap,
  framework('[peer 2] [peer 6] Bulma', 'bulma/css/bulma.css'),
  framework('[peer 6] Foundation', 'foundation-sites/dist/css/foundation.css'),
  framework('[peer 6] Materialize', '@materializecss/materialize/dist/css/materialize.css'),
  framework('[peer 3] [peer 6] Tailwind preflight', 'tailwindcss/preflight.css'),
  {
    title: '[peer 6] `* { all: unset !important }`',
    webkit: true,
    page: styled('*,*::before,*::after{all:unset!important}'),
  },
  { title: '[peer 6] `html { font-size: 62.5% }`', page: styled('html{font-size:62.5%}') },
  {
    title: '[peer 1] [peer 2] loud rules for every element',
    page: styled(
      'div,section,span,label,fieldset,legend,h2,p,textarea{color:red!important;background:lime!important;font:900 40px/3 serif!important;letter-spacing:9px!important;text-transform:uppercase!important;border:9px dashed blue!important;margin:30px!important;float:right!important;width:50%!important}[type=radio]:not(:checked),[type=radio]:checked{position:absolute!important;opacity:0!important}button{background:red!important;height:90px!important}:root{--f-ink:red;--f-paper:lime;--block:300px}*{--f-ink:red}.card,.frame,.x,.o{display:none!important}',
    ),
  },
  {
    title: '[peer 11] transformed, filtered, locked body',
    page: styled('body{transform:rotate(2deg);filter:blur(1px);overflow:hidden}'),
  },
  {
    title: '[peer 10] modal with the highest z-index',
    page: {
      ...styled('.modal{position:fixed;inset:0;z-index:2147483647;background:gold}'),
      body: `<div class="modal">${BODY}</div>`,
    },
  },
  {
    title: '[peer 7] `showModal()` dialog opened over it',
    page: {
      ...styled(
        'dialog{font:italic 30px serif;color:red;text-transform:uppercase;line-height:3}dialog::backdrop{background:navy}',
      ),
      body: `${BODY}<dialog id="dialog"><button id="ok">Accept</button></dialog>`,
    },
    act: 'document.getElementById("dialog").showModal()',
    undo: 'document.getElementById("dialog").close()',
  },
  { title: '[peer 49] right to left', page: { html: 'lang="en" dir="rtl"' } },
  { title: '[peer 6] quirks mode', page: { doctype: ' ' } },
  { title: '[peer 6] zoomed to 200 %, with Bootstrap', page: bootstrap.page, window: zoomed(2) },
  { title: '[peer 6] zoomed to 400 %, with Bootstrap', page: bootstrap.page, window: zoomed(4) },
  {
    title: '[peer 6] `html { zoom: 2 }`, with Bootstrap',
    page: { ...bootstrap.page, head: `${bootstrap.page.head}${style('html{zoom:2}')}` },
    blank: styled('html{zoom:2}'),
  },
  {
    title: '[peer 6] forced colours, with Bootstrap',
    page: bootstrap.page,
    window: { forcedColors: 'active' },
    only: ['chromium'],
  },
  {
    title: '[peer 37] [peer 38] [peer 39] strict policy with Trusted Types, enforced',
    page: { headers: { 'content-security-policy': POLICY } },
  },
  { title: '[peer 6] poisoned prototypes', page: { head: script(POISON) } },
]

/** The page as the shop serves it: every one reports what a strict policy would refuse. */
export function asServed(page: ShopPage): ShopPage {
  return {
    body: BODY,
    ...page,
    // the widget comes later, when the page has come to rest
    script: '',
    headers: { 'content-security-policy-report-only': POLICY, ...page.headers },
  }
}

/** Puts the tag in, as a page with a policy of its own does. */
export function insertTag(collector: string): string {
  return `(() => {
    const tag = document.createElement('script')
    const page = window.trustedTypes?.createPolicy('page', { createScriptURL: (url) => url })
    const src = ${JSON.stringify(`${collector}/frankly.js`)}
    tag.nonce = ${JSON.stringify(NONCE)}
    tag.async = true
    tag.dataset.project = 'pk_demo'
    // by itself it would follow the page's ground on purpose
    tag.dataset.theme = 'light'
    tag.dataset.orderId = 'A-1'
    tag.src = page ? page.createScriptURL(src) : src
    document.head.appendChild(tag)
  })()`
}
