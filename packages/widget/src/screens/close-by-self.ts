/** Milliseconds after which an untouched thank-you closes. */
const STANDS_MS = 6000

/**
 * Closes a thank-you by itself, so that nobody has to. A pointer that moves over its card begins the time anew; a touch, a
 * key, a focus that shows, or anything in it to follow (a link) makes it stay. A page that is not seen closes nothing.
 * @param inside - a part of it
 * @returns makes it stay
 */
export function closeBySelf(inside: HTMLElement, close: () => void): () => void {
  const card = inside.closest('.card')
  let timer: ReturnType<typeof setTimeout>
  const begin = (): void => {
    clearTimeout(timer)
    timer = setTimeout(end, STANDS_MS)
  }
  const stay = (): void => {
    clearTimeout(timer)
    card?.removeEventListener('pointermove', begin)
    for (const name of ['pointerdown', 'keydown']) card?.removeEventListener(name, stay)
  }
  const end = (): void => {
    if (document.hidden) begin()
    else {
      stay()
      if (!card?.querySelector('.thanks :is(a,.link),:focus-visible')) close()
    }
  }
  card?.addEventListener('pointermove', begin)
  for (const name of ['pointerdown', 'keydown']) card?.addEventListener(name, stay)
  begin()
  return stay
}
