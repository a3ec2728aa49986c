const asked = process.env['FRANKLY_MODEL_RUNS']

/** So many stories a model check tells: `FRANKLY_MODEL_RUNS`, else `least`. */
export const modelRuns = (least: number): number => Number(asked ?? least)

/** Without a number of runs the same stories are told each time; a longer check draws its own. */
export const SAME_STORIES = asked ? {} : { seed: 20_261_128 }
