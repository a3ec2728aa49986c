// a server component: it never runs in the browser, and needs no directive to use the package
import { FeedbackProvider, InlineSurvey } from '@frankly/react'

export async function Page({ host }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="data:," />
        <title>Thank you</title>
      </head>
      <body>
        <FeedbackProvider options={{ project: 'pk_demo', host, auto: false }}>
          <h1>Thank you</h1>
          <section id="first">
            <InlineSurvey survey="purchase" className="inline" />
          </section>
        </FeedbackProvider>
      </body>
    </html>
  )
}
