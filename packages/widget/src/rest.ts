/**
 * What is not needed until the first question stands before the customer: one chunk, fetched while it is read, or
 * at once for whatever is more than a plain question in the corner.
 */
export { createRunParts } from '@frankly/core/client'
export { afterFirstFrame } from './app/after-first-frame.ts'
export { createCommands } from './app/commands.ts'
export { openLink } from './app/open-link.ts'
export { waitForMoment } from './app/wait-for-moment.ts'
export { watchMoments } from './app/watch-moments.ts'
export { makeDoor } from './door/index.ts'
export { makeModal } from './placement/modal.ts'
export { lazyKind, loadKinds } from './questions/load-kinds.ts'
export { drawing } from './questions/marks/drawings.tsx'
export { Room } from './questions/room.tsx'
export { faultText } from './screens/fault-text.ts'
export { focusFault } from './screens/focus-fault.ts'
export { LanguageSwitch } from './screens/language-switch.tsx'
export { css } from './screens/later.css.ts'
export { LaterScreen } from './screens/later.tsx'
export { Progress } from './screens/progress.tsx'
export { tooHeavy } from './screens/too-heavy.ts'
export { turnPage } from './screens/turn-page.ts'
export { openJournal } from './state/open-journal.ts'
