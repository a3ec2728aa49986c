/**
 * Markups that destinations read. `html`: the small HTML of Telegram and MAX, and of mail. `commonmark`: trackers.
 * @public
 */
export type Markup = 'plain' | 'slack' | 'html' | 'discord' | 'commonmark'

/** How one markup writes things; `text` makes any text harmless in it. */
export interface Writer {
  text(raw: string): string
  bold(safe: string): string
  quote(safe: string): string
  link(safeLabel: string, url: string): string
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const html = (raw: string): string => raw.replace(/[&<>"']/g, (char) => ENTITIES[char]!)
const slack = (raw: string): string => raw.replace(/[&<>]/g, (char) => ENTITIES[char]!)
/** What begins a heading, a list, a quote or small print in Discord, at the start of a line. */
const DISCORD_START = /^([ \t]*)([-+#>]|\d+(?=[.)]))/gm
/**
 * A backslash before what means something in Discord, and nothing else, so that an address can be read and copied where no
 * markup is shown. Mentions are switched off by the message itself.
 */
const discord = (raw: string): string =>
  raw
    .replace(/[\\`*_~|[\]<]|:(?=\/\/)|@(?=everyone|here)/g, '\\$&')
    .replace(DISCORD_START, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    )
/**
 * A backslash before every sign that means something. Trackers mention whoever stands behind an at sign, whatever is
 * escaped: a zero-width space tears those apart, but not the sign of an e-mail address, which mentions nobody.
 */
const commonmark = (raw: string): string =>
  raw.replace(/[\\`*_~|>#[\](){}+\-.!:<]/g, '\\$&').replace(/(?<![A-Za-z0-9])@|@(?![A-Za-z0-9])/g, '@\u200b')
const lines = (text: string, mark: string): string => text.replace(/^/gm, mark)

export const WRITERS: Readonly<Record<Markup, Writer>> = {
  plain: {
    text: (raw) => raw,
    bold: (safe) => safe,
    quote: (safe) => `“${safe}”`,
    link: (label, url) => `${label}: ${url}`,
  },
  slack: {
    text: slack,
    // A star inside would end the bold, and Slack has no escape for it.
    bold: (safe) => `*${safe.replace(/\*/g, '∗')}*`,
    quote: (safe) => lines(safe, '>'),
    link: (label, url) => `<${slack(url).replace(/\|/g, '%7C')}|${label.replace(/\|/g, '¦')}>`,
  },
  html: {
    text: html,
    bold: (safe) => `<b>${safe}</b>`,
    quote: (safe) => `<blockquote>${safe}</blockquote>`,
    link: (label, url) => `<a href="${html(url)}">${label}</a>`,
  },
  discord: {
    text: discord,
    bold: (safe) => `**${safe}**`,
    quote: (safe) => lines(safe, '> '),
    link: (label, url) => `[${label}](${markdownUrl(url)})`,
  },
  commonmark: {
    text: commonmark,
    bold: (safe) => `**${safe}**`,
    quote: (safe) => lines(safe, '> '),
    link: (label, url) => `[${label}](${markdownUrl(url)})`,
  },
}

function markdownUrl(url: string): string {
  return url.replace(/[()<>\s]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/**
 * Makes a text fit for showing: no control signs, no marks that turn the reading direction (they can make
 * an address look like another), no halves of characters, line ends as `\n`, at most one empty line.
 * @public
 */
export function cleanText(raw: unknown): string {
  return String(raw ?? '')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/gu, (char) => (char === '\n' ? char : ''))
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (char) => (char.length > 1 ? char : '\ufffd'))
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The address as it may stand in a link; `undefined` for anything but http and https. @public */
export function safeUrl(raw: unknown): string | undefined {
  try {
    const url = new URL(String(raw))
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
  } catch {
    return undefined
  }
}
