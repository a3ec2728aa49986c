// Fills the live page from the stream of stored responses. Everything is set as text, never as markup.
const link = document.getElementById('link')
const card = document.getElementById('card')
const lists = { urgent: document.getElementById('urgent'), normal: document.getElementById('normal') }
const KEEP = 500
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' })

function setLink(state) {
  link.textContent = link.dataset[state]
  link.className = `link ${state}`
}

function fill(item, entry) {
  const find = (selector) => item.querySelector(selector)
  item.id = `r-${entry.project}-${entry.id}`
  item.dataset.revision = entry.revision
  item.dataset.at = entry.receivedAt
  item.dataset.first = Number(entry.complaint)
  find('h3').textContent = entry.survey
  const time = find('time')
  time.dateTime = new Date(entry.receivedAt).toISOString()
  time.textContent = clock.format(entry.receivedAt)
  find('.complaint').hidden = !entry.complaint
  find('.low').hidden = entry.lane !== 'urgent' || entry.complaint
  find('.test').hidden = !entry.test
  find('.held').hidden = !entry.quarantine
  find('.partial').hidden = entry.status !== 'partial' && entry.status !== 'started'
  find('.dismissed').hidden = entry.status !== 'dismissed'
  find('.nothing').hidden = entry.answers.length > 0
  const words = find('dl')
  words.lang = entry.locale
  words.replaceChildren(
    ...entry.answers.flatMap(({ question, answer, kind }) => {
      const term = document.createElement('dt')
      term.textContent = question
      const value = document.createElement('dd')
      value.textContent = answer
      value.className = kind
      return [term, value]
    }),
  )
  find('.shop').textContent = entry.shop
  for (const [name, value] of [
    ['order', entry.order],
    ['receipt', entry.receiptCode],
  ]) {
    const place = find(`footer .${name}`)
    place.hidden = !value
    place.querySelector('b').textContent = value ?? ''
  }
}

/** Complaints lead their group, then the newest. */
function place(item, list) {
  const after = ({ dataset: a }, { dataset: b }) => a.first - b.first || a.at - b.at
  const next = [...list.children].find((other) => other !== item && after(item, other) > 0)
  list.insertBefore(item, next ?? null)
}

function show(entry) {
  const known = document.getElementById(`r-${entry.project}-${entry.id}`)
  if (known && Number(known.dataset.revision) >= entry.revision) return
  const item = known ?? card.content.firstElementChild.cloneNode(true)
  fill(item, entry)
  const list = lists[entry.lane] ?? lists.normal
  place(item, list)
  while (list.children.length > KEEP) list.lastElementChild.remove()
  for (const [name, each] of Object.entries(lists)) {
    document.getElementById(`${name}-count`).textContent = each.children.length
    each.parentElement.classList.toggle('filled', each.children.length > 0)
  }
}

const stream = new EventSource('/v1/stream')
stream.addEventListener('open', () => setLink('live'))
stream.addEventListener('error', () => setLink('lost'))
stream.addEventListener('response', (event) => show(JSON.parse(event.data)))
