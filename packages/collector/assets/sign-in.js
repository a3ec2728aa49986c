// A sign-in link holds its secret behind `#`, where no server log and no other site can see it. It is sent by a form.
const form = document.getElementById('sign-in')
const { link, next } = form.elements
const secret = /^#link=([\w-]+)$/.exec(location.hash)?.[1]
if (secret) {
  // Out of the address and the history before anything else.
  history.replaceState(null, '', location.pathname + location.search)
  link.value = secret
  form.hidden = true
  document.getElementById('busy').hidden = false
  form.submit()
} else if (location.hash) {
  // Where the person was going: a redirect keeps what stands behind `#`, a form does not.
  next.value += location.hash
}
