/**
 * The least that a widget like ours can cost: on load it does what a script tag must (reads its own attributes,
 * defines the two elements, asks for the configuration, looks into both stores), and opens the same first page (one
 * scale) as plain HTML in a shadow root. No library, no style sheet, and no answer is kept.
 */
export const floorScript = (question: string): string => `(function () {
  var tag = document.currentScript.dataset
  customElements.define('frankly-door', class extends HTMLElement {})
  customElements.define('frankly-survey', class extends HTMLElement {})
  requestIdleCallback(async function () {
    fetch(tag.host + '/v1/projects/' + tag.project + '/config', { credentials: 'omit' }).then(function (reply) {
      return reply.json()
    })
    Object.keys(localStorage)
    await indexedDB.databases()
  })
  window.benchOpen = function () {
    var box = document.createElement('div')
    var card = document.createElement('div')
    card.style = 'position:fixed;inset:auto 16px 16px auto;padding:16px;font:16px system-ui,sans-serif;background:#fff'
    box.attachShadow({ mode: 'open' }).append(card)
    card.append(document.createElement('h2'), document.createElement('form'))
    card.firstChild.append('${question}')
    for (var word of ['Very badly', 'Badly', 'So-so', 'Well', 'Very well']) {
      var option = document.createElement('label')
      var input = document.createElement('input')
      input.type = 'radio'
      input.name = 'rate'
      option.style = 'display:block;padding:12px'
      option.append(input, word)
      card.lastChild.append(option)
    }
    card.append(document.createElement('button'))
    card.lastChild.append('Skip')
    document.body.append(box)
  }
})()`
