/** By what a page styles something to choose (`::part`); `docs/guides/look.md` lists the parts. */
export const optionPart = (isChosen: boolean): string => (isChosen ? 'option chosen' : 'option')
