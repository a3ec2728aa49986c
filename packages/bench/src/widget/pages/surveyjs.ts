import { Model } from 'survey-core'
import 'survey-core/survey-core.min.css'
import { renderSurvey } from 'survey-js-ui'

Object.assign(window, {
  benchOpen: () => {
    const host = document.createElement('div')
    host.style.cssText = 'position:fixed;right:1rem;bottom:1rem;width:24rem'
    document.body.append(host)
    renderSurvey(new Model({ elements: [{ type: 'rating', name: 'q', title: 'How did ordering go?' }] }), host)
  },
})
