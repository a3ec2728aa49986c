import type { EventName, Feedback, FeedbackStatus, ShowResult } from '@frankly/widget'
import type { ReactNode } from 'react'
import { FeedbackContext } from './feedback-context.ts'

/** A command that a component gave. @public */
export interface RecordedCommand {
  readonly name: keyof Feedback
  readonly args: readonly unknown[]
}

/** A client for tests: shows nothing, sends nothing, remembers everything. @public */
export interface TestFeedback extends Feedback {
  readonly commands: readonly RecordedCommand[]
  /** Lets an event happen, as the widget would. */
  emit(name: EventName, detail: unknown): void
}

/** What a {@link TestFeedback} answers. @public */
export interface TestFeedbackAnswers {
  /** Answer of `show` and `complain`. Default `{ shown: true }`. */
  readonly shows?: ShowResult
}

/** Makes a client for tests. @public */
export function createTestFeedback({ shows = { shown: true } }: TestFeedbackAnswers = {}): TestFeedback {
  const commands: RecordedCommand[] = []
  const listeners = new Map<EventName, Set<(detail: never) => void>>()
  const record =
    <Answer,>(name: keyof Feedback, answer: Answer) =>
    (...args: unknown[]): Answer => {
      commands.push({ name, args })
      return answer
    }
  const status: FeedbackStatus = {
    version: 'test',
    project: 'test',
    locale: 'en',
    consent: 'granted',
    storage: 'none',
    test: true,
    open: [],
    waiting: 0,
  }
  return {
    commands,
    emit(name, detail) {
      for (const listener of listeners.get(name) ?? []) listener(detail as never)
    },
    on(name, listener) {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(listener))
    },
    off(name, listener) {
      listeners.get(name)?.delete(listener)
    },
    identify: record('identify', undefined),
    context: record('context', undefined),
    track: record('track', undefined),
    purchase: record('purchase', undefined),
    show: record('show', Promise.resolve(shows)),
    complain: record('complain', Promise.resolve(shows)),
    close: record('close', undefined),
    consent: record('consent', undefined),
    locale: record('locale', undefined),
    explain: record('explain', Promise.resolve(undefined)),
    flush: record('flush', Promise.resolve()),
    status: record('status', Promise.resolve(status)),
    reset: record('reset', Promise.resolve()),
    destroy: record('destroy', undefined),
  }
}

/** Props of {@link TestFeedbackProvider}. @public */
export interface TestFeedbackProviderProps {
  readonly feedback: TestFeedback
  readonly children?: ReactNode
}

/** Gives a {@link TestFeedback} to the components under test. @public */
export function TestFeedbackProvider({ feedback, children }: TestFeedbackProviderProps): ReactNode {
  return <FeedbackContext value={feedback}>{children}</FeedbackContext>
}
