/**
 * How long the device may remember what was asked. `none`: while the page lives. `session`: while the tab lives. `local`:
 * over visits. Nothing is written before the customer acts. Does not apply to answers: those are stored because the customer gave them.
 * @public
 */
export type StorageMode = 'none' | 'session' | 'local'
