import type { Feedback } from '@frankly/widget'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FeedbackProvider, InlineSurvey, useFeedback, useFeedbackEvent } from './index.ts'
import { createTestFeedback, TestFeedbackProvider } from './testing.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let unmount: (() => void) | undefined
afterEach(() => {
  unmount?.()
  unmount = undefined
  document.body.replaceChildren()
})

async function render(element: React.ReactNode): Promise<HTMLElement> {
  const container = document.body.appendChild(document.createElement('div'))
  const root = createRoot(container)
  await act(async () => root.render(element))
  unmount = () => act(() => root.unmount())
  return container
}

describe('@frankly/react', () => {
  it('renders on a server: children stand there, no client is made', () => {
    let seen: Feedback | undefined | 'never' = 'never'
    const Child = () => {
      seen = useFeedback()
      return <p>thanks</p>
    }
    const html = renderToString(
      <FeedbackProvider options={{ project: 'pk_demo', host: 'https://feedback.example.com' }}>
        <Child />
      </FeedbackProvider>,
    )
    expect(html).toBe('<p>thanks</p>')
    expect(seen).toBeUndefined()
  })

  it('gives the client to handlers', async () => {
    const feedback = createTestFeedback()
    const Button = () => {
      const client = useFeedback()
      return (
        <button type="button" onClick={() => client?.complain({ text: 'broken' })}>
          wrong
        </button>
      )
    }
    const container = await render(
      <TestFeedbackProvider feedback={feedback}>
        <Button />
      </TestFeedbackProvider>,
    )
    container.querySelector('button')?.click()
    expect(feedback.commands).toEqual([{ name: 'complain', args: [{ text: 'broken' }] }])
  })

  it('[F1] shows an inline survey in its own element, tells what came of it, and takes away that one alone when it goes', async () => {
    const feedback = createTestFeedback()
    const results: unknown[] = []
    const container = await render(
      <TestFeedbackProvider feedback={feedback}>
        <InlineSurvey survey="purchase" onResult={(result) => results.push(result)} />
      </TestFeedbackProvider>,
    )
    expect(feedback.commands).toEqual([
      { name: 'show', args: ['purchase', { mount: container.firstChild, force: false }] },
    ])
    expect(results).toEqual([{ shown: true, close: expect.any(Function) }])
    unmount?.()
    unmount = undefined
    // the command `close` without a survey would close what floats
    expect(feedback.commands.slice(1)).toEqual([{ name: 'close', args: ['purchase'] }])
  })

  it('tells why an inline survey is not shown', async () => {
    const results: unknown[] = []
    await render(
      <TestFeedbackProvider feedback={createTestFeedback({ shows: { shown: false, reason: 'gap-answered' } })}>
        <InlineSurvey survey="purchase" onResult={(result) => results.push(result)} />
      </TestFeedbackProvider>,
    )
    expect(results).toEqual([{ shown: false, reason: 'gap-answered' }])
  })

  it('[F1] the stand-in for tests is a function with methods, as the real client is', () => {
    const feedback = createTestFeedback()
    expect(feedback).toBeTypeOf('function')
    ;(feedback as unknown as (name: string, ...args: unknown[]) => unknown)('purchase', { orderId: 'A-1' })
    expect(feedback.commands).toEqual([{ name: 'purchase', args: [{ orderId: 'A-1' }] }])
  })

  it('[F1] options that make no client leave the page standing, with one line on the console', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const container = await render(
      <FeedbackProvider options={{ project: '', host: 'https://feedback.example.com' }}>
        <p>thanks</p>
      </FeedbackProvider>,
    )
    expect(container.innerHTML).toBe('<p>thanks</p>')
    expect(said.mock.calls).toEqual([[expect.stringContaining('project')]])
    said.mockRestore()
  })

  it('calls the newest listener of an event and none after it went', async () => {
    const feedback = createTestFeedback()
    const heard: string[] = []
    const sent = (responseId: string) => ({ surveyId: 'purchase', responseId, receiptCode: 'K7M4-2QXD-9' })
    const Listener = () => {
      useFeedbackEvent('complaint.sent', ({ responseId }) => heard.push(responseId))
      return null
    }
    await render(
      <TestFeedbackProvider feedback={feedback}>
        <Listener />
      </TestFeedbackProvider>,
    )
    feedback.emit('complaint.sent', sent('1'))
    unmount?.()
    unmount = undefined
    feedback.emit('complaint.sent', sent('2'))
    expect(heard).toEqual(['1'])
  })
})
