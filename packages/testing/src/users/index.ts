/**
 * Frankly as its user meets it: packed packages in a folder outside the repository, a collector from there, a real
 * browser, the rows of the store. Nothing here imports the product's sources.
 */
export { counted, type ServeChoice, type ServedCollector, type StoredRow, serveIn } from './collector.ts'
export {
  type CommandOptions,
  type Installed,
  installPacked,
  type Running,
  runIn,
  startIn,
  userFolder,
  versionOf,
  writeFiles,
} from './folder.ts'
export { type CustomerPage, useChromium } from './pages.ts'
