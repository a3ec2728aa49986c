import { describe, expect, it } from 'vitest'
import { allPages } from './all.ts'

const pages = allPages({ script: '/s.js', style: '/s.css' })

describe('pages', () => {
  it('only the thank-you pages hold something of ours: the one script tag', () => {
    for (const page of pages) {
      const ours = page.html.match(/frankly/gi) ?? []
      expect(ours.length, page.file).toBe(page.file.endsWith('thank-you.html') ? 1 : 0)
    }
  })

  it('nothing is fetched from another host', () => {
    for (const page of pages)
      expect(page.html.replaceAll('__COLLECTOR__', ''), page.file).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  it('ids are unique on each page, pictures included', () => {
    for (const page of pages) {
      const ids = [...page.html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
      expect(new Set(ids).size, page.file).toBe(ids.length)
    }
  })

  it('each page has its twin in the other language', () => {
    const files = pages.map((page) => page.file)
    for (const file of files) expect(files).toContain(file.startsWith('ru/') ? file.slice(3) : `ru/${file}`)
  })
})
