import type { Feedback } from '@frankly/widget'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
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

  it('shows an inline survey in its own element, tells what came of it, and closes it when it goes', async () => {
    const feedback = createTestFeedback({ shows: { shown: false, reason: 'answered' } })
    const results: unknown[] = []
    const container = await render(
      <TestFeedbackProvider feedback={feedback}>
        <InlineSurvey survey="purchase" onResult={(result) => results.push(result)} />
      </TestFeedbackProvider>,
    )
    expect(feedback.commands[0]).toEqual({
      name: 'show',
      args: ['purchase', { mount: container.firstChild, force: false }],
    })
    expect(results).toEqual([{ shown: false, reason: 'answered' }])
    unmount?.()
    unmount = undefined
    expect(feedback.commands.at(-1)?.name).toBe('close')
  })

  it('calls the newest listener of an event and none after it went', async () => {
    const feedback = createTestFeedback()
    const heard: unknown[] = []
    const Listener = () => {
      useFeedbackEvent('complaint.sent', (detail) => heard.push(detail))
      return null
    }
    await render(
      <TestFeedbackProvider feedback={feedback}>
        <Listener />
      </TestFeedbackProvider>,
    )
    feedback.emit('complaint.sent', 1)
    unmount?.()
    unmount = undefined
    feedback.emit('complaint.sent', 2)
    expect(heard).toEqual([1])
  })
})
