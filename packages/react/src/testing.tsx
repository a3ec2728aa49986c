'use client'
import type { Feedback, FeedbackEventName, FeedbackEvents, FeedbackStatus, Shown, ShowResult } from '@frankly/widget'
import * as React from 'react'
import { ProvideFeedback } from './provide-feedback.tsx'

/** A command that a component gave. @public */
export interface RecordedCommand {
  /** Its name. */
  readonly name: keyof Feedback
  /** What it was given. */
  readonly args: readonly unknown[]
}

/**
 * A client for tests: shows nothing, sends nothing, remembers everything. As the real one it is a function, with a
 * method for each command.
 * @public
 */
export interface TestFeedback extends Feedback {
  /** Every command so far, oldest first. */
  readonly commands: readonly RecordedCommand[]
  /** Lets an event happen, as the widget would. */
  emit<Name extends FeedbackEventName>(name: Name, detail: FeedbackEvents[Name]): void
}

/** What a {@link TestFeedback} answers. @public */
export interface TestFeedbackAnswers {
  /**
   * Answer of `show` and `complain`. Default: shown; its `close` is recorded as the command `close` with the survey, and it
   * has no `run`, since nothing is before anybody.
   */
  readonly shows?: ShowResult
}

/** Makes a client for tests. @public */
export function createTestFeedback({ shows }: TestFeedbackAnswers = {}): TestFeedback {
  const commands: RecordedCommand[] = []
  const listeners = new Map<FeedbackEventName, Set<(detail: never) => void>>()
  const record =
    <Answer,>(name: keyof Feedback, answer: (...args: unknown[]) => Answer) =>
    (...args: unknown[]): Answer => {
      commands.push({ name, args })
      return answer(...args)
    }
  const nothing = (): undefined => undefined
  const shown = async (survey?: unknown): Promise<ShowResult> =>
    shows ?? ({ shown: true, close: () => void commands.push({ name: 'close', args: [survey] }) } as unknown as Shown)
  const consent: FeedbackStatus['consent'] = { feedback: 'granted', analytics: 'denied', records: [] }
  const queue: FeedbackStatus['queue'] = {
    waiting: 0,
    urgent: 0,
    parked: 0,
    parkedBy: {},
    bytes: 0,
    backoff: 'none',
    store: 'memory',
    counters: {},
  }
  const status: FeedbackStatus = {
    version: 'test',
    project: 'test',
    locale: 'en',
    isReady: true,
    consent,
    storage: 'none',
    test: true,
    open: [],
    queue,
  }
  const methods: Feedback = {
    on(name, listener) {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(listener))
      return () => void listeners.get(name)?.delete(listener)
    },
    off(name, listener) {
      if (listener) listeners.get(name)?.delete(listener)
      else listeners.delete(name)
    },
    identify: record('identify', nothing),
    context: record('context', nothing),
    track: record('track', nothing),
    purchase: record('purchase', nothing),
    show: record('show', shown),
    complain: record('complain', () => shown('complain')),
    close: record('close', nothing),
    consent: record('consent', async () => consent),
    locale: record('locale', nothing),
    explain: record('explain', async () => ({ decisions: [] })),
    flush: record('flush', async () => queue),
    status: record('status', async () => status),
    reset: record('reset', async () => undefined),
    destroy: record('destroy', nothing),
  }
  // a stand-in that is no function would hide what goes wrong with one that is
  const front = (name: keyof Feedback, ...args: never[]): unknown =>
    (methods[name] as (...args: never[]) => unknown)(...args)
  return Object.assign(front, methods, {
    commands,
    emit<Name extends FeedbackEventName>(name: Name, detail: FeedbackEvents[Name]) {
      for (const listener of [...(listeners.get(name) ?? [])]) listener(detail as never)
    },
  })
}

/** Props of {@link TestFeedbackProvider}. @public */
export interface TestFeedbackProviderProps {
  /** From `createTestFeedback`. */
  readonly feedback: TestFeedback
  /** What may use it. */
  readonly children?: React.ReactNode
}

/** Gives a {@link TestFeedback} to the components under test, after the first render as the real provider does. @public */
export function TestFeedbackProvider({ feedback, children }: TestFeedbackProviderProps): React.ReactNode {
  const make = React.useCallback(() => ({ feedback }), [feedback])
  return <ProvideFeedback make={make}>{children}</ProvideFeedback>
}
