/** Can a person see the page? Not while its tab is hidden, or while it is drawn ahead of a visit. */
export const isSeen = (): boolean =>
  document.visibilityState !== 'hidden' && !(document as { prerendering?: boolean }).prerendering
