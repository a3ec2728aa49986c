// The page of one survey: asks the widget to show it in place. A GET records nothing; only an answer does.
window.frankly =
  window.frankly ||
  ((...call) => {
    window.frankly.q = window.frankly.q || []
    window.frankly.q.push(call)
  })
const place = document.getElementById('survey')
window.frankly('show', place.dataset.survey, { mount: place, force: true })
