import { createRunParts } from '@frankly/core/client'
import { afterFirstFrame } from '../app/after-first-frame.ts'
import { createCommands } from '../app/commands.ts'
import type { AppLoaders, FullInterface } from '../app/core.ts'
import { makeDoor } from '../app/door-survey.ts'
import { waitForMoment, watchMoments } from '../app/moments.ts'
import { openLink } from '../page/open-link.ts'
import { makeModal } from '../placement/modal.ts'
import { CharactersLeft } from '../questions/characters-left.tsx'
import { createKinds } from '../questions/load-kinds.ts'
import { drawing } from '../questions/marks/drawings.tsx'
import { drawBody, drawText, plainText } from '../rich-text/draw-rich-text.tsx'
import { AfterQuestions } from '../screens/after-questions.tsx'
import { faultText, focusFault } from '../screens/faults.ts'
import { FootTools, GoesTo } from '../screens/foot-tools.tsx'
import { css } from '../screens/full.css.ts'
import { mayEndHere } from '../screens/may-end-here.ts'
import { Progress } from '../screens/progress.tsx'
import { tooHeavy } from '../screens/too-heavy.ts'
import { turnPage } from '../screens/turn-page.ts'
import { openJournal } from '../state/open-journal.ts'

/** Entry of the chunk with everything beyond the first view. */
export function createFullInterface({ kinds, language }: AppLoaders): FullInterface {
  return {
    ...createKinds(kinds, language),
    AfterQuestions,
    afterFirstFrame,
    createCommands,
    createRunParts,
    css,
    drawBody,
    drawing,
    drawText,
    faultText,
    focusFault,
    FootTools,
    GoesTo,
    makeDoor: (locale, shop) => makeDoor(language, locale, shop),
    makeModal,
    mayEndHere,
    openJournal,
    openLink,
    plainText,
    Progress,
    CharactersLeft,
    tooHeavy,
    turnPage,
    waitForMoment,
    watchMoments,
  }
}
