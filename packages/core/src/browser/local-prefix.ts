/** Before every key of a record in `localStorage`. */
export const LOCAL_PREFIX = 'frankly:q:'
