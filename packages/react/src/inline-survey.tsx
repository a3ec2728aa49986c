'use client'
import type { ShowResult } from '@frankly/widget'
import * as React from 'react'
import { useFeedback } from './use-feedback.ts'

/** Props of {@link InlineSurvey}. @public */
export interface InlineSurveyProps {
  /** Id of the survey. */
  readonly survey: string
  /** Show in spite of the frequency policy. Default `false`. */
  readonly force?: boolean
  /** What came of it: shown, or not and why. */
  readonly onResult?: (result: ShowResult) => void
  /** Class of the element that it stands in. */
  readonly className?: string
}

/**
 * A survey that stands in the page, in an element of its own. When it unmounts, this one alone is taken away; mounted
 * again, it goes on with the same pass and what was typed. A survey that stands somewhere already is not shown twice:
 * `onResult` hears `another-open`.
 * @public
 */
export function InlineSurvey({ survey, force = false, onResult, className }: InlineSurveyProps): React.ReactNode {
  const feedback = useFeedback()
  const place = React.useRef<HTMLDivElement>(null)
  const told = React.useRef(onResult)
  React.useEffect(() => {
    told.current = onResult
  })
  React.useEffect(() => {
    const mount = place.current
    if (!feedback || !mount) return
    let gone = false
    let close = (): void => undefined
    feedback.show(survey, { mount, force }).then((result) => {
      if (result.shown) close = result.close
      if (gone) close()
      else told.current?.(result)
    })
    return () => {
      gone = true
      close()
    }
  }, [feedback, survey, force])
  return <div ref={place} className={className} />
}
