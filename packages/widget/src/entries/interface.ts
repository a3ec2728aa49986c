/** Entry of the interface chunk. */
export { createApp as start } from '../app/create-app.ts'
