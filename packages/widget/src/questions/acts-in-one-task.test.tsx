import type { AnswerValue, Question } from '@frankly/core'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { type Opened, open, surveyOf } from '../../test/support/open.ts'

/** A press on, or words for, the part of that number among those that are on the screen. */
interface Act {
  readonly part: number
  readonly words: string
}

/** A part of the screen by what it is, so that it is found again when it was drawn anew. */
const nameOf = (part: Element): string =>
  [
    part.tagName,
    ...['type', 'name', 'id', 'aria-label'].map((each) => part.getAttribute(each)),
    // words of a text field are no name
    /^(radio|checkbox)$/.test(part.getAttribute('type') ?? '') && part.getAttribute('value'),
    part.closest('label,li,.rest button')?.textContent,
  ].join('|')

const partsOf = ({ all }: Opened): Element[] => all('.page .q input,.page .q textarea,.page .q select,.page .q button')

/** Does what a hand does to such a part. */
function act(shown: Opened, part: Element, words: string): void {
  if (part instanceof HTMLSelectElement) {
    const options = [...part.options]
    part.value = options[words.length % options.length]!.value
    part.dispatchEvent(new Event('change', { bubbles: true }))
  } else if ((part as HTMLInputElement).type === 'file') {
    const file = new File(['x'], `${words}.heic`, { type: 'image/heic' })
    Object.defineProperty(part, 'files', { value: [file], configurable: true })
    part.dispatchEvent(new Event('change', { bubbles: true }))
  } else if (part.matches('.in')) shown.type(part, words)
  else shown.click(part)
}

/** What goes by an act before it: a field of a choice, and the categories that the words of a complaint bring. */
const PASSING = '.in, [name="f-q.category"]'

/** What the screen shows as chosen and written. */
const seen = (shown: Opened): unknown =>
  partsOf(shown)
    .filter((part) => (part as HTMLInputElement).type !== 'file')
    .map((part) => {
      const { checked, value } = part as HTMLInputElement
      return [nameOf(part), /radio|checkbox/.test((part as HTMLInputElement).type) ? checked : value]
    })

/** Names instead of ids, which are new each time. */
const plain = (answer: AnswerValue | undefined): unknown =>
  answer?.kind === 'attachment' ? answer.files.map(({ name }) => name) : answer

/**
 * Acts before `burst` are drawn one by one; those in it are drawn together, or one by one as well. Gives which acts
 * found their part: a field or a chip that is gone cannot be acted on a second later.
 */
async function run(question: Question, before: readonly Act[], burst: readonly Act[], found?: readonly boolean[]) {
  let drawing: (() => void)[] | undefined
  const drawn = (): void => {
    const due = drawing ?? []
    drawing = undefined
    for (const draw of due) draw()
  }
  const soon = (draw: () => void): void => void (drawing ? drawing.push(draw) : draw())
  let taken = 0
  const attach = async (file: Blob, name: string) => {
    taken++
    return { id: name, name, type: file.type, size: file.size }
  }
  const shown = await open(surveyOf([[question]]), { attach, ui: { soon } })
  let chosen = 0
  const press = (part: Element, words: string): void => {
    if ((part as HTMLInputElement).type === 'file') chosen++
    act(shown, part, words)
  }
  const settled = async (): Promise<void> => {
    await vi.waitFor(() => expect(taken).toBe(chosen), { timeout: 10_000, interval: 1 })
    await new Promise((go) => setTimeout(go, 5))
  }
  const attaches = question.kind === 'attachment'
  const could: boolean[] = []
  for (const [i, { part, words }] of before.entries()) {
    const parts = partsOf(shown)
    press(parts[part % parts.length]!, attaches ? `${i}` : words)
    if (attaches) await settled()
  }
  const targets = partsOf(shown)
  const named = burst.map(({ part, words }, i) => ({
    target: targets[part % targets.length]!,
    words: attaches ? `later ${i}` : words,
  }))
  const names = named.map(({ target }) => nameOf(target))
  if (found) {
    drawing = []
    for (const [i, { target, words }] of named.entries()) if (found[i] || !target.matches(PASSING)) press(target, words)
    drawn()
    if (attaches) await settled()
  } else
    for (const [i, { words }] of named.entries()) {
      const target = partsOf(shown).find((each) => nameOf(each) === names[i])
      could.push(target !== undefined)
      if (target) press(target, words)
      if (attaches) await settled()
    }
  const state = { answer: plain(shown.model.run().answers['q']), seen: seen(shown) }
  shown.stop()
  return { state, could }
}

const choices = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `Thing ${id}` }))
const KINDS: Readonly<Record<string, Question>> = {
  rating: { kind: 'rating', id: 'q', scale: 'ease5', text: 'How?', notApplicable: true },
  scale: { kind: 'scale', id: 'q', min: 0, max: 4, look: 'stars', text: 'How?', notApplicable: true },
  'one of several': { kind: 'choice', id: 'q', text: 'Which?', choices, other: true, none: true },
  'several of several': { kind: 'choice', id: 'q', text: 'Which?', choices, multiple: true, other: true, none: true },
  'a list to open': { kind: 'choice', id: 'q', text: 'Which?', choices, display: 'dropdown', other: true },
  matrix: { kind: 'matrix', id: 'q', text: 'How?', rows: choices, columns: choices, notApplicable: true },
  ranking: { kind: 'ranking', id: 'q', text: 'What first?', choices },
  'the first two': { kind: 'ranking', id: 'q', text: 'What first?', choices, top: 2 },
  split: { kind: 'split', id: 'q', text: 'Share out', choices },
  text: { kind: 'text', id: 'q', text: 'Why?' },
  contact: { kind: 'contact', id: 'q', text: 'How should we reply?' },
  consent: { kind: 'consent', id: 'q', text: 'I agree', purpose: 'contact', textVersion: '1' },
  praise: { kind: 'praise', id: 'q', text: 'Who helped?' },
  complaint: { kind: 'complaint', id: 'q', text: 'What happened?' },
  attachment: { kind: 'attachment', id: 'q', text: 'A photo', maxFiles: 20 },
}

const acts = fc.array(
  fc.record({ part: fc.nat(99), words: fc.constantFrom('3', '40', 'Late', 'a@b.example', 'مرحبا', 'x'.repeat(9)) }),
  { maxLength: 6 },
)

it.each(Object.entries(KINDS))(
  '[U8] %s: any acts in one task equal the same acts a second apart',
  async (_, question) => {
    await fc.assert(
      fc.asyncProperty(acts, acts, async (before, burst) => {
        const apart = await run(question, before, burst)
        const together = await run(question, before, burst, apart.could)
        expect(together.state).toEqual(apart.state)
      }),
      { numRuns: 60 },
    )
  },
  240_000,
)

it('[U8] a wish, who may see the name, and the first wish again, before the next drawing: the last press counts', async () => {
  const press = (part: number) => ({ part, words: '' })
  const [exchange, delivery, nobody] = [press(2), press(3), press(9)]
  const { state } = await run(KINDS['complaint']!, [exchange], [delivery, nobody, exchange], [])
  expect(state.answer).toMatchObject({ remedy: 'exchange', nameVisibleTo: 'nobody' })
})

it.each([
  ['every row of a matrix', KINDS['matrix']!, '[value=b]', { rows: { a: 'b', b: 'b', c: 'b', d: 'b' } }],
  ['every tick', KINDS['several of several']!, '[value=a],[value=b]', { choices: ['a', 'b'] }],
  ['every tap in order', KINDS['ranking']!, '.rest button', { order: ['a', 'b', 'c', 'd'] }],
])('[U8] %s counts before the next drawing', async (_, question, selector, answer) => {
  const due: (() => void)[] = []
  const shown = await open(surveyOf([[question]]), { ui: { soon: (draw) => void due.push(draw) } })
  for (const part of shown.all(selector)) shown.click(part)
  for (const draw of due) draw()
  expect(shown.model.run().answers['q']).toMatchObject(answer)
  shown.stop()
})

it('[promise 3] nobody may see my name: said before the first word, and not lost when the words are written anew', async () => {
  const shown = await open(surveyOf([[KINDS['complaint']!]]))
  const nobody = shown.all<HTMLInputElement>('[name="f-q.name"]')[0]!
  shown.click(nobody)
  expect(nobody.checked).toBe(true)
  for (const words of ['The lid', '', 'The lid is chipped']) shown.type(shown.find('textarea'), words)
  expect(shown.model.run().answers['q']).toEqual({
    kind: 'complaint',
    text: 'The lid is chipped',
    nameVisibleTo: 'nobody',
  })
  shown.stop()
})

const photo = (name: string): File => new File(['x'], `${name}.heic`, { type: 'image/heic' })

function choose(shown: Opened, ...files: File[]): void {
  const input = shown.all<HTMLInputElement>('[type=file]').at(-1)!
  Object.defineProperty(input, 'files', { value: files, configurable: true })
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

const PHOTOS: Question = { kind: 'attachment', id: 'q', text: 'A photo', maxFiles: 2 }
const WHY: Question = { kind: 'text', id: 'why', text: 'Why?' }

it('[U8] photos chosen twice at once: all are taken in their order, and no more than asked for', async () => {
  const shown = await open(surveyOf([[PHOTOS]]))
  choose(shown, photo('1'))
  choose(shown, photo('2'), photo('3'))
  await vi.waitFor(() => expect(shown.text('.bad')).toBe('Choose at most 2.'), 10_000)
  expect(plain(shown.model.run().answers['q'])).toEqual(['1.heic', '2.heic'])
  shown.stop()
})

it('[U8] Send waits for a slow photo: words after it and the photo are both in what is sent', async () => {
  let kept!: () => void
  const slow = new Promise<void>((go) => {
    kept = go
  })
  const shown = await open(surveyOf([[PHOTOS, WHY]]), {
    attach: async (file, name) => {
      await slow
      return { id: name, name, type: file.type, size: file.size }
    },
  })
  choose(shown, photo('lid'))
  shown.type(shown.find('textarea'), 'Chipped')
  shown.submit()
  shown.submit()
  expect(shown.model.view.value.screen).toBe('page')
  kept()
  await vi.waitFor(() => expect(shown.model.view.value.screen).toBe('end'), 10_000)
  expect(shown.model.run().answers).toMatchObject({ q: { files: [{ id: 'lid.heic' }] }, why: { text: 'Chipped' } })
  shown.stop()
})

it('[promise 1] Send does not pass over a photo that could not be kept: its trouble is there to be read', async () => {
  const shown = await open(surveyOf([[PHOTOS]]), { attach: async () => undefined })
  choose(shown, photo('lid'))
  shown.submit()
  await vi.waitFor(() => expect(shown.text('.bad')).toContain('could not be saved'), 10_000)
  expect(shown.model.view.value.screen).toBe('page')
  shown.submit()
  expect(shown.model.view.value.screen).toBe('end')
  shown.stop()
})
