import { checkAnswer } from './check-answer.ts'
import type { EngineParts } from './facts.ts'
import { holds } from './holds.ts'
import { pipeText } from './pipe-text.ts'
import { randomOrder } from './random-order.ts'

/** Everything a survey can ask for. @public */
export const FULL_PARTS: EngineParts = { check: checkAnswer, holds, fill: pipeText, shuffle: randomOrder }
