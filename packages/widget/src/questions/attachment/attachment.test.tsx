import { afterEach, expect, it, vi } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const attachment = { kind: 'attachment', id: 'q', text: 'A photo', maxFiles: 2, maxBytes: 100 } as const
const files = () => {
  const answer = shown!.model.run().answers['q']
  return answer?.kind === 'attachment' ? answer.files.map(({ name }) => name) : []
}
/** Shrinking needs a real browser (test/browser); here every picture is one that this browser cannot read. */
const photo = (name: string, size: number, type = 'image/heic') => new File([new Uint8Array(size)], name, { type })

function choose(...chosen: File[]): void {
  const input = shown!.all<HTMLInputElement>('input[type=file]').at(-1)!
  Object.defineProperty(input, 'files', { value: chosen, configurable: true })
  input.dispatchEvent(new Event('change', { bubbles: true }))
}
const settled = () => vi.waitFor(() => expect(shown!.root.textContent).not.toContain('Preparing'), 10_000)

it('offers the camera and the files, pictures only', async () => {
  shown = await open(surveyOf([[attachment]]))
  const inputs = shown.all<HTMLInputElement>('input[type=file]')
  expect(inputs.map((input) => [input.accept, input.getAttribute('capture')])).toEqual([
    ['image/*', 'environment'],
    ['image/*', null],
  ])
})

it('a picture that this browser cannot read goes as it is when it fits', async () => {
  shown = await open(surveyOf([[attachment]]))
  choose(photo('lid.heic', 80))
  await vi.waitFor(() => expect(files()).toEqual(['lid.heic']), 10_000)
  await settled()
  expect(shown.text('[role=status]')).toBe('Photos added: 1')
  shown.click(shown.labelled('Remove: lid.heic'))
  expect(files()).toEqual([])
})

it.each([
  ['too large', photo('huge.heic', 101), 'huge.heic is too large, even after shrinking.'],
  ['no picture', photo('cv.pdf', 10, 'application/pdf'), 'We cannot open cv.pdf as a photo.'],
])('[WCAG 3.3.1] %s: told by name, nothing is taken', async (_, file, words) => {
  shown = await open(surveyOf([[attachment]]))
  choose(file)
  await vi.waitFor(() => expect(shown!.text('.bad')).toBe(words), 10_000)
  expect(files()).toEqual([])
})

it('[promise 1] a picture that could not be kept is told, not shown as added', async () => {
  shown = await open(surveyOf([[attachment]]), { attach: async () => undefined })
  choose(photo('lid.heic', 80))
  await vi.waitFor(() => expect(shown!.text('.bad')).toContain('could not be saved'), 10_000)
  expect(files()).toEqual([])
})

it('takes no more than asked for', async () => {
  shown = await open(surveyOf([[attachment]]))
  choose(photo('1.heic', 8), photo('2.heic', 8), photo('3.heic', 8))
  await vi.waitFor(() => expect(shown!.text('.bad')).toBe('Choose at most 2.'), 10_000)
  expect(files()).toEqual(['1.heic', '2.heic'])
})

it('[CS5] a photo that hangs is told as not kept after 10 s; Send does nothing until then, and then goes without it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    let late = (_: undefined | { id: string; name: string; type: string; size: number }): void => {}
    const attach = () => new Promise<Parameters<typeof late>[0]>((go) => (late = go))
    shown = await open(surveyOf([[attachment], [{ ...attachment, id: 'z' }]]), { attach })
    choose(photo('lid.heic', 80))
    shown.submit()
    await vi.advanceTimersByTimeAsync(9000)
    expect(shown.model.view.value).toMatchObject({ pageId: 'p1' })
    await vi.advanceTimersByTimeAsync(2000)
    expect(shown.text('.bad')).toBe('lid.heic could not be saved on this device. Try again.')
    late({ id: 'a', name: 'lid.heic', type: 'image/heic', size: 80 })
    await vi.advanceTimersByTimeAsync(10)
    expect(files()).toEqual([])
    shown.submit()
    expect(shown.model.view.value).toMatchObject({ pageId: 'p2' })
  } finally {
    vi.useRealTimers()
  }
})
