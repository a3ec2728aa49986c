// Adds to the live page what comes. Cards are made by the collector, which writes every word of a customer as text.
const link = document.getElementById('link')
const lists = ['complaints', 'low', 'rest']
const lang = document.documentElement.lang
/** Cards in one list at most; older ones stay a press away. */
const KEEP = 500

const setLink = (state) => {
  link.textContent = link.dataset[state]
  link.className = `link ${state}`
}
const olderOf = (list) => list.parentElement.querySelector('.older')
const hrefOf = (list) => {
  const last = list.lastElementChild
  return `/lists/${list.id}?lang=${lang}&before=${encodeURIComponent(last.dataset.place)}`
}

/** As the collector orders them: by arrival, then by name. */
const isNewer = (one, other) => {
  const [at, name] = [Number(one.dataset.at), one.dataset.place.replace(/^\d+~/, '')]
  const [otherAt, otherName] = [Number(other.dataset.at), other.dataset.place.replace(/^\d+~/, '')]
  return at === otherAt ? name > otherName : at > otherAt
}

/** Newest first. What is older than all that is shown comes with the older ones. */
const place = (item, list) => {
  const next = [...list.children].find((other) => isNewer(item, other))
  if (next || olderOf(list).hidden) list.insertBefore(item, next ?? null)
}

const trim = (list) => {
  if (list.children.length <= KEEP) return
  while (list.children.length > KEEP) list.lastElementChild.remove()
  const older = olderOf(list)
  older.hidden = false
  older.querySelector('a').href = hrefOf(list)
}

/** Somebody reads or writes in it: it is not put in another place under their hands. */
const isHeldByHand = (item) => item.contains(document.activeElement)

const show = (entry) => {
  const known = document.getElementById(`r-${entry.project}-${entry.id}`)
  // What is held has a page of its own.
  const list = lists.includes(entry.list) ? document.getElementById(entry.list) : null
  const isSame =
    known &&
    Number(known.dataset.revision) === entry.revision &&
    Number(known.dataset.at) >= entry.receivedAt &&
    known.parentElement === list
  if (isSame || (known && Number(known.dataset.revision) > entry.revision)) return
  const box = document.createElement('template')
  box.innerHTML = entry.card
  const item = box.content.firstElementChild
  const open = known?.querySelector('details')?.open
  if (known && list && known.parentElement === list && isHeldByHand(known)) known.replaceWith(item)
  else {
    known?.remove()
    if (!list) return
    place(item, list)
  }
  if (open) item.querySelector('details').open = true
  list.parentElement.classList.add('filled')
  trim(list)
}

const showCounts = ({ complaints, low, held, heldComplaints }) => {
  document.getElementById('complaints-count').textContent = complaints
  document.getElementById('low-count').textContent = low
  document.getElementById('held').hidden = held === 0
  document.getElementById('held-count').textContent = held
  document.getElementById('held-complaints').hidden = heldComplaints === 0
  document.getElementById('held-complaints-count').textContent = heldComplaints
}

/** Puts the next page of a list below it; without the script the same link leads to that page. */
const showOlder = async (list, anchor) => {
  const reply = await fetch(anchor.href)
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
  const more = page.getElementById(list.id)
  if (!reply.ok || !more) return location.assign(anchor.href)
  const first = more.firstElementChild
  for (const item of [...more.children]) if (!document.getElementById(item.id)) list.append(item)
  const next = page.querySelector('.older')
  olderOf(list).hidden = next.hidden
  anchor.href = next.querySelector('a').href
  first?.querySelector('summary')?.focus()
}

for (const name of lists) {
  const list = document.getElementById(name)
  const anchor = olderOf(list).querySelector('a')
  anchor.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    showOlder(list, anchor).catch(() => location.assign(anchor.href))
  })
}

/** The browser opens a broken line again by itself; one that was refused (signed out, a proxy at fault) it gives up. */
const listen = (since) => {
  let last = since
  const stream = new EventSource(`/v1/stream?cards=1&lang=${lang}&since=${since}`)
  stream.addEventListener('open', () => setLink('live'))
  stream.addEventListener('error', () => {
    setLink('lost')
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => again(last), 5000)
  })
  stream.addEventListener('response', (event) => {
    last = event.lastEventId || last
    show(JSON.parse(event.data))
  })
  stream.addEventListener('counts', (event) => showCounts(JSON.parse(event.data)))
  stream.addEventListener('reload', () => location.reload())
}

/** Where the session has ended, to the sign-in, which leads back here. */
const again = async (since) => {
  const reply = await fetch('/v1/held').catch(() => undefined)
  if (reply?.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`)
  else listen(since)
}
listen(link.dataset.since)
