import { FeedbackProvider, InlineSurvey, useFeedback, useFeedbackEvent } from '@frankly/react'
import { useState } from 'react'

/** A shop's thank-you page with everything of the package on it. `host`: the collector, from the address of the page. */
export function App({ host }) {
  return (
    <FeedbackProvider options={{ project: 'pk_demo', host, auto: false }}>
      <Page />
    </FeedbackProvider>
  )
}

function Page() {
  const [shown, setShown] = useState({ first: true, second: false })
  const [heard, setHeard] = useState([])
  const feedback = useFeedback()
  const tell = (what) => setHeard((before) => [...before, what])
  useFeedbackEvent('suppressed', ({ reason }) => tell(`suppressed ${reason}`))
  useFeedbackEvent('survey.dismissed', ({ surveyId }) => tell(`dismissed ${surveyId}`))
  useFeedbackEvent('response.completed', ({ surveyId }) => tell(`completed ${surveyId}`))
  const result = (which) => (said) => tell(`${which} ${said.shown ? 'shown' : said.reason}`)
  const toggle = (which) => () => setShown((before) => ({ ...before, [which]: !before[which] }))
  return (
    <main>
      <h1>Thank you</h1>
      <button type="button" onClick={toggle('first')}>
        first
      </button>
      <button type="button" onClick={toggle('second')}>
        second
      </button>
      <button type="button" onClick={() => feedback?.complain()}>
        complain
      </button>
      {shown.first && (
        <section id="first">
          <InlineSurvey survey="purchase" className="inline" onResult={result('first')} />
        </section>
      )}
      {shown.second && (
        <section id="second">
          <InlineSurvey survey="purchase" onResult={result('second')} />
        </section>
      )}
      <output>{heard.join(', ')}</output>
    </main>
  )
}
