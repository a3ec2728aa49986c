// The page of one survey: asks the widget to show it in place. A GET records nothing; only an answer does.
window.frankly =
  window.frankly ||
  ((...call) => {
    window.frankly.q = window.frankly.q || []
    window.frankly.q.push(call)
  })
const place = document.getElementById('survey')
window.frankly('show', place.dataset.survey, { mount: place, force: true })

// Where the survey says where to go afterwards: a link when the answer is stored, and the page goes there by itself
// unless somebody is still busy with it. A receipt is to be read first: then there is the link alone.
const onward = document.getElementById('onward')
const BY_ITSELF_MS = 5000
if (onward) {
  let completed
  let timer
  const offer = () => {
    onward.hidden = false
    onward.lastElementChild.hidden = completed.hasReceipt
    clearTimeout(timer)
    if (!completed.hasReceipt) timer = setTimeout(() => location.assign(onward.querySelector('a').href), BY_ITSELF_MS)
  }
  window.frankly('on', 'response.completed', ({ responseId, response, durable }) => {
    completed = { responseId, revision: response.revision, hasReceipt: Boolean(response.receiptCode) }
    if (durable === 'server') offer()
  })
  window.frankly('on', 'delivery.sent', ({ responseId, revision }) => {
    if (completed && responseId === completed.responseId && !(revision < completed.revision)) offer()
  })
  const stay = () => {
    clearTimeout(timer)
    onward.lastElementChild.hidden = true
  }
  for (const act of ['pointerdown', 'keydown', 'wheel', 'touchmove']) addEventListener(act, stay, { passive: true })
}
