// A link holds its secret behind `#`, where no server log and no other site can see it. It is sent by a form.
const signIn = document.getElementById('sign-in')
const welcome = document.getElementById('welcome')
const secret = /^#link=([\w-]+)$/.exec(location.hash)?.[1]
if (secret) {
  // Out of the address and the history before anything else.
  history.replaceState(null, '', location.pathname + location.search)
  if (welcome) welcome.elements.link.value = secret
  else {
    signIn.elements.link.value = secret
    document.getElementById('ways').hidden = true
    document.getElementById('busy').hidden = false
    signIn.submit()
  }
} else if (location.hash) {
  // Where the person was going: a redirect keeps what stands behind `#`, a form does not.
  for (const { elements } of document.forms) if (elements.next) elements.next.value += location.hash
}
