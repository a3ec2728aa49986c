/** Whether this Node has what the store is made on. Imports nothing, so that it runs on any Node. */
export function processHasStore(): boolean {
  return process.getBuiltinModule?.('node:sqlite') !== undefined
}
