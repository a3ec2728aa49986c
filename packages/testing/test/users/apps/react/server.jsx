import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { App } from './app.jsx'

export const asString = () => renderToString(<App host="https://feedback.example.com" />)

export const asStream = (sink) =>
  new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(<App host="https://feedback.example.com" />, {
      onAllReady() {
        pipe(sink)
        resolve()
      },
      onError: reject,
    })
  })
