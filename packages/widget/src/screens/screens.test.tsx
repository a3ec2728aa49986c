import type { Question } from '@frankly/core'
import { signal } from '@preact/signals'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { code, type Opened, open, surveyOf } from '../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const rating = (more: object = {}) => ({ kind: 'rating', id: 'r', text: 'How?', scale: 'csat5', ...more }) as const
const why: Question = { kind: 'text', id: 't', text: 'Why?' }
const answered = (value: number) =>
  ({ type: 'answered', questionId: 'r', value: { kind: 'rating', value }, at: 0 }) as const
const written = {
  type: 'answered',
  questionId: 't',
  value: { kind: 'text', text: 'The lid is chipped' },
  at: 0,
} as const
const next = { type: 'next', at: 0 } as const
const later = () => vi.waitFor(() => expect(shown!.all('[aria-busy=true]')).toHaveLength(0), 10_000)
const told = (words: string) => vi.waitFor(() => expect(shown!.root.textContent).toContain(words), 10_000)

describe('a page', () => {
  it('goes on, back and keeps the answer', async () => {
    shown = await open(surveyOf([[why], [rating()]]))
    shown.type(shown.labelled('Why?'), 'So')
    shown.submit()
    expect(shown.text('h2')).toBe('How?')
    shown.click(shown.labelled('Back'))
    expect(shown.labelled('Why?').value).toBe('So')
  })

  it('[WCAG 2.4.3] the focus moves to the new heading, and not before anything was done', async () => {
    shown = await open(surveyOf([[why], [rating()]]))
    expect(shown.root.activeElement).toBeNull()
    shown.submit()
    expect(shown.root.activeElement?.textContent).toBe('How?')
  })

  it('may be skipped as long as nothing on it is needed or answered', async () => {
    shown = await open(surveyOf([[why], [rating()]]))
    shown.click(shown.labelled('Skip'))
    expect(shown.text('h2')).toBe('How?')
    expect(shown.model.run().skipped).toEqual(['t'])
  })

  it('that needs an answer offers no Skip, and says optional where it mixes both', async () => {
    shown = await open(surveyOf([[rating({ required: true }), why]]))
    expect(shown.root.textContent).not.toContain('Skip')
    expect(shown.all('h2').map((heading) => heading.textContent)).toEqual(['How?', 'Why? (optional)'])
  })

  it.each([
    ['two lines', 'How easy or hard was it to find what you wanted in our shop today?', ''],
    ['three lines', `How easy or hard was it to find what you wanted in our shop ${'today '.repeat(6)}?`, 'long'],
    [
      'wide letters, which take the place of two',
      '本日は当店でお探しのものを見つけるのは簡単でしたか、それとも難しかったでしょうか。正直にお聞かせください。',
      'long',
    ],
  ])(
    '[U13] a question of %s: whether its letters are smaller is told by its length, before it is drawn',
    async (_, text, name) => {
      shown = await open(surveyOf([[rating({ text })]]))
      expect(shown.find('h2').className).toBe(name)
    },
  )

  it('[WCAG 3.3.1] a missing answer is told at its question in words', async () => {
    shown = await open(surveyOf([[rating({ required: true })]]))
    shown.submit()
    await told('We need an answer here.')
    expect(shown.text('[role=alert]')).toBe('We need an answer here.')
    await vi.waitFor(() => expect(shown!.root.activeElement?.getAttribute('aria-describedby')).toBe('n-r'))
  })

  it('[WCAG 2.2.1] nothing is shown or taken away by time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    try {
      const spy = vi.spyOn(globalThis, 'setTimeout')
      shown = await open(surveyOf([[rating()]]))
      expect(spy.mock.calls.filter(([, ms]) => (ms ?? 0) > 50)).toEqual([])
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('before what was done is drawn', () => {
  it('a page is turned once, however often it is pressed, and the next one is not passed over', async () => {
    const later: (() => void)[] = []
    const soon = (draw: () => void) => void later.push(draw)
    const scale = { kind: 'rating', scale: 'csat5', text: 'How?' } as const
    const pages = ['a', 'b', 'c'].map((id) => [{ ...scale, id }])
    const { submit, model } = await open(surveyOf(pages), { ui: { soon } })
    for (const draw of later.splice(0)) draw()
    submit()
    submit()
    expect(model.view.value).toMatchObject({ pageId: 'p2' })
    // drawn once for all that changed
    expect(later).toHaveLength(1)
  })
})

describe('a fault in drawing', () => {
  it('is told to the host, leaves an honest word with a second try, and not half a screen', async () => {
    const later: (() => void)[] = []
    const ui = { soon: (draw: () => void) => void later.push(draw) }
    const { model, root, all } = await open(surveyOf([[rating()]]), { ui })
    const good = model.view.value
    const page = good as Extract<typeof good, { screen: 'page' }>
    const broken = { ...page, questions: page.questions.map((each) => ({ ...each, points: undefined as never })) }
    const view = model.view as unknown as { value: typeof good }
    view.value = broken
    for (const draw of later.splice(0)) draw()
    expect(all('[role=alert]')).toHaveLength(1)
    expect(all('input')).toHaveLength(0)
    expect(later.splice(0).map((told) => expect(told).toThrow(TypeError))).toHaveLength(1)
    view.value = good
    for (const draw of later.splice(0)) draw()
    root.querySelector<HTMLElement>('[role=alert] button')!.click()
    expect(all('input')).toHaveLength(5)
  })
})

describe('the first frame', () => {
  it('goes without the switch of languages, which the browser takes long to make ready', async () => {
    const later: (() => void)[] = []
    const ui = { soon: (draw: () => void) => void later.push(draw) }
    const { all } = await open(surveyOf([[rating()]], { locales: ['en', 'ru'] }), { ui })
    // until then nothing that could bring it is even begun
    await new Promise((go) => setTimeout(go, 20))
    expect(all('select')).toHaveLength(0)
    await vi.waitFor(() => {
      for (const draw of later.splice(0)) draw()
      expect(all('select')).toHaveLength(1)
    })
  })
})

describe('[F11] the switch of languages', () => {
  it.each([
    ['ru', 'Русский', 2],
    ['en-US', 'English', 2],
    ['ar', 'العربية', 3],
  ])('on a page in %s shows %s, whether the survey speaks it or not', async (locale, name, options) => {
    const { all } = await open(surveyOf([[rating()]], { locales: ['en', 'ru'] }), { locale })
    await vi.waitFor(() => expect(all('select')).toHaveLength(1))
    const select = all('select')[0] as HTMLSelectElement
    expect(select.selectedOptions[0]?.textContent).toBe(name)
    expect(select.options).toHaveLength(options)
  })
})

describe('the offer of more', () => {
  const survey = (...more: Question[]) => surveyOf([[rating()], more], { offerMoreBefore: 'p2' })

  it('[U6] counts in the language, and tells the time only of closed questions', async () => {
    shown = await open(survey(rating({ id: 'a' }), rating({ id: 'b' })), { before: [answered(4), next] })
    await later()
    expect(shown.text('h2')).toBe('2 more questions? About 20 seconds.')
    shown.stop()
    shown = await open(survey(why), { before: [answered(4), next] })
    await later()
    expect(shown.text('h2')).toBe('One more question?')
  })

  it('No is as easy as yes', async () => {
    shown = await open(survey(why), { before: [answered(4), next] })
    await later()
    shown.click(shown.labelled("No, that's all"))
    expect(shown.model.view.value.screen).toBe('end')
  })
})

describe('the end', () => {
  const ended = [answered(2), written, next]
  const end = (delivery: Parameters<typeof open>[1]) =>
    open(surveyOf([[rating(), why]]), { before: ended, ...delivery })

  it('[promise 1] no thanks before the answer is stored', async () => {
    shown = await end({ delivery: { is: 'saving' } })
    await later()
    expect(shown.text('h2')).toBe('Saving…')
    expect(shown.root.textContent).not.toMatch(/thank/i)
    shown.model.delivery.value = { is: 'sent' }
    expect(shown.text('[role=status] h2')).toBe('Got it, thank you.')
  })

  it('kept in the browser: thanks, and that it is still to be sent; true in a private window too', async () => {
    shown = await end({ delivery: { is: 'kept' } })
    await told('Saved in this browser. It will be sent when you are back online.')
    await told('Thank you. Your answer is saved.')
    expect(shown.root.textContent).not.toMatch(/safe|device/i)
  })

  it('[peers 41] held back: in words for people, without the reason of the queue', async () => {
    shown = await end({ delivery: { is: 'blocked', by: 'HTTP 403' } })
    await told('Saved in this browser. Something is stopping it from being sent; we will keep trying.')
    expect(shown.root.textContent).not.toContain('403')
  })

  it('[promise 1] only this page has it: an alert without thanks or receipt, with copy and another try', async () => {
    shown = await end({ delivery: { is: 'saving' }, receipt: { code: 'K7M4-2QXD-9' } })
    const retry = vi.spyOn(shown.model, 'retry')
    await later()
    shown.model.delivery.value = { is: 'here' }
    expect(shown.text('[role=alert] h2')).toBe('Not sent yet')
    expect(shown.text('[role=alert] p')).toBe('Your answer stays here while this page is open.')
    expect(shown.root.textContent).not.toMatch(/thank|K7M4/i)
    expect(shown.text('blockquote')).not.toBe('')
    expect(shown.all('button').map((each) => each.textContent)).toContain('Copy')
    shown.click(shown.all('.go')[0]!)
    expect(retry).toHaveBeenCalledOnce()
  })

  it.each([
    ['here', 'Not sent yet'],
    ['not_saved', 'Not saved yet'],
  ] as const)('only a rating, %s: nothing to copy, another try', async (is, title) => {
    shown = await open(surveyOf([[rating()]]), { before: [answered(2), next], delivery: { is } })
    await later()
    expect(shown.text('[role=alert] h2')).toBe(title)
    expect(shown.text('[role=alert] p')).toBe('Your answer stays here while this page is open.')
    expect(shown.all('blockquote')).toHaveLength(0)
    const buttons = shown.all('button').map((each) => each.textContent)
    expect(buttons).toContain('Try again')
    expect(buttons).not.toContain('Copy')
  })

  it('taken back: says so, without thanks, receipt or "sent"', async () => {
    shown = await end({ delivery: { is: 'sent' }, receipt: { code: 'K7M4-2QXD-9' } })
    await later()
    shown.model.delivery.value = { is: 'withdrawn' }
    expect(shown.text('[role=status] h2')).toBe('Your answer has been taken back.')
    expect(shown.root.textContent).not.toMatch(/thank|sent|saving|K7M4/i)
  })

  it('not saved: an alert without thanks, the words stay, can be copied and tried again', async () => {
    shown = await open(surveyOf([[rating(), why]]), { delivery: { is: 'not_saved' } })
    const retry = vi.spyOn(shown.model, 'retry')
    shown.type(shown.labelled('Why?'), 'The lid is chipped')
    shown.submit()
    await later()
    expect(shown.text('blockquote')).toBe('The lid is chipped')
    expect(shown.text('[role=alert] h2')).toBe('Not saved yet')
    expect(shown.root.textContent).not.toMatch(/thank/i)
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    shown.click(shown.all('button').find((each) => each.textContent === 'Copy')!)
    await told('Copied')
    expect(writeText).toHaveBeenCalledWith('The lid is chipped')
    shown.click(shown.all('.go')[0]!)
    expect(retry).toHaveBeenCalledOnce()
  })

  it('[U7] says that a person reads only where the shop promises it', async () => {
    shown = await end({ delivery: { is: 'sent' } })
    await later()
    expect(shown.root.textContent).not.toContain('person reads')
    shown.stop()
    shown = await end({ delivery: { is: 'sent' }, ui: { promises: { personReads: true } } })
    await told('A person reads every answer.')
  })

  it('[U12] every fate has a face and words of its own, in one frame', async () => {
    const seen = new Map<string, string>()
    for (const is of ['saving', 'sent', 'kept', 'blocked', 'here', 'not_saved', 'withdrawn'] as const) {
      shown = await end({ delivery: is === 'blocked' ? { is, by: 'HTTP 403' } : { is } })
      await later()
      expect(shown.all('.thanks > .face, .thanks > [role], .thanks > .foot').length).toBe(3)
      seen.set(shown.find('.face path').getAttribute('d')!, shown.text('.thanks [role]'))
      shown.stop()
    }
    expect(seen.size).toBe(7)
    expect(new Set(seen.values()).size).toBe(7)
  })

  it('[A2] offers to change the answer, which leads back to it; not where it was taken back', async () => {
    shown = await end({ delivery: { is: 'sent' } })
    await later()
    shown.click(shown.labelled('Change my answer'))
    expect(shown.model.view.value).toMatchObject({ screen: 'page', pageId: 'p1' })
    shown.submit()
    expect(shown.model.run().status).toBe('completed')
    shown.model.delivery.value = { is: 'withdrawn' }
    expect(shown.root.textContent).not.toContain('Change my answer')
  })

  describe('closes by itself', () => {
    const after = async (
      ms: number,
      how: Parameters<typeof open>[1] & { act?(root: ShadowRoot): void } = {},
      ending: { thanks?: string } = {},
    ): Promise<number> => {
      const onClose = vi.fn()
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
      const { ui, act, ...rest } = how
      shown = await open(surveyOf([[rating()]], ending), {
        before: [answered(4), next],
        delivery: { is: 'sent' },
        ...rest,
        ui: { placement: signal('popover'), onClose, ...ui },
      })
      await later()
      act?.(shown.root)
      await vi.advanceTimersByTimeAsync(ms)
      vi.useRealTimers()
      return onClose.mock.calls.length
    }
    const on = (name: string) => (root: ShadowRoot) =>
      void root.querySelector('.card')!.dispatchEvent(new Event(name, { bubbles: true }))

    it('[A3] after six seconds, once', async () => {
      expect(await after(5500)).toBe(0)
      shown!.stop()
      expect(await after(6200)).toBe(1)
      shown!.stop()
      expect(await after(20_000)).toBe(1)
    })
    it.each([
      ['was touched', { act: on('pointerdown') }, {}],
      ['was used by keys', { act: on('keydown') }, {}],
      ['holds a receipt', { receipt: { code: 'K7M4-2QXD-9' } }, {}],
      ['is only kept here', { delivery: { is: 'kept' } as const }, {}],
      ['is not stored', { delivery: { is: 'here' } as const }, {}],
      ['stands in the page', { ui: { placement: signal('inline' as const) } }, {}],
      ['holds a link', {}, { thanks: 'Thanks. [More](https://e.example)' }],
    ])('[A3] never where it %s', async (_, how, ending) => {
      expect(await after(60_000, how, ending)).toBe(0)
    })
    it('[A3] later where a pointer moves over it', async () => {
      expect(await after(0)).toBe(0)
      shown!.stop()
      const act = (root: ShadowRoot): void => void setTimeout(() => on('pointermove')(root), 4000)
      expect(await after(9000, { act })).toBe(0)
      shown!.stop()
      expect(await after(11_000, { act })).toBe(1)
    })
  })

  it('a receipt is large, spelled out for ears, and shown only when stored', async () => {
    const receipt = { code: 'K7M4-2QXD-9' }
    shown = await end({ delivery: { is: 'not_saved' }, receipt })
    await told('Not saved yet')
    expect(shown.all('.code')).toHaveLength(0)
    shown.model.delivery.value = { is: 'kept' }
    expect(shown.text('.code .unseen')).toBe('K 7 M 4, 2 Q X D, 9')
    expect(shown.text('.code [aria-hidden]')).toBe('K7M4-2QXD-9')
  })
})

describe('the door', () => {
  it('[promise 3] is offered after every rating, low or high alike: the same words at the same place', async () => {
    for (const at of ['page', 'end'] as const) {
      const looks = new Set<string>()
      for (const value of [1, 2, 3, 4, 5]) {
        shown = await open(surveyOf([[rating()]]), {
          before: at === 'page' ? [answered(value)] : [answered(value), next],
          delivery: { is: 'sent' },
          ui: { onComplain: () => undefined },
        })
        await later()
        looks.add(shown.find('.fine').outerHTML)
        expect(shown.text('.door')).toBe('Something went wrong?')
        shown.stop()
      }
      expect(looks.size).toBe(1)
    }
  })
})

describe('what stands around', () => {
  it('[peers 54] always has a close control where it lies over the page', async () => {
    const onClose = vi.fn()
    shown = await open(surveyOf([[rating()]]), { ui: { placement: signal('popover'), onClose } })
    shown.click(shown.find('button[aria-label=Close]'))
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('[U7] promises no cookies only where it is true', async () => {
    await code.full.load() // in life it follows the first frame
    shown = await open(surveyOf([[rating()]]))
    expect(shown.text('.fine > span')).toBe('Goes only to Leaf & Clay.')
    shown.stop()
    shown = await open(surveyOf([[rating()]]), { ui: { promises: { noCookies: true } } })
    expect(shown.text('.fine > span')).toBe('Goes only to Leaf & Clay. No cookies.')
  })

  it('[U10] one line: the door, and behind Privacy what is promised; languages only where there are several', async () => {
    await code.full.load()
    const openLink = vi.fn()
    const ui = { onComplain: () => undefined, privacyUrl: 'https://e.example/p', openLink }
    shown = await open(surveyOf([[rating()]]), { ui })
    expect(shown.text('.fine')).toBe('Something went wrong?Skip')
    expect(shown.all('select')).toHaveLength(0)
    const privacy = shown.find('[aria-label=Privacy]')
    shown.click(privacy)
    expect([privacy.getAttribute('aria-expanded'), shown.text('.fine p')]).toEqual([
      'true',
      'Goes only to Leaf & Clay. Privacy',
    ])
    shown.click(shown.find('.fine p button'))
    expect(openLink).toHaveBeenCalledWith('https://e.example/p')
    shown.click(privacy)
    expect(shown.all('.fine p')).toHaveLength(0)
  })

  it('takes everything away', async () => {
    shown = await open(surveyOf([[rating()]]))
    shown.stop()
    expect(shown.all('.card')).toHaveLength(0)
  })
})
