import type { ShowResult } from '@frankly/widget'
import { type ReactNode, useEffect, useRef } from 'react'
import { useFeedback } from './use-feedback.ts'

/** Props of {@link InlineSurvey}. @public */
export interface InlineSurveyProps {
  readonly survey: string
  /** Show in spite of the frequency policy. Default `false`. */
  readonly force?: boolean
  /** What came of it: shown, or not and why. */
  readonly onResult?: (result: ShowResult) => void
  readonly className?: string
}

/** A survey that stands in the page, in an element of its own. @public */
export function InlineSurvey({ survey, force = false, onResult, className }: InlineSurveyProps): ReactNode {
  const feedback = useFeedback()
  const place = useRef<HTMLDivElement>(null)
  const told = useRef(onResult)
  useEffect(() => {
    told.current = onResult
  })
  useEffect(() => {
    const mount = place.current
    if (!feedback || !mount) return
    let gone = false
    feedback.show(survey, { mount, force }).then((result) => {
      if (!gone) told.current?.(result)
    })
    return () => {
      gone = true
      feedback.close()
    }
  }, [feedback, survey, force])
  return <div ref={place} className={className} />
}
