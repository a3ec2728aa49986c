/** Name of the own database. Its shape is version 1 for ever: a new shape gets a new name, so no tab blocks another. */
export const DATABASE = 'frankly'
export const STORE = 'parcels'

/**
 * Opens the database of records. Stands alone, so that code which comes with a page's first bytes can write too. Rejects
 * where there is no database.
 * @public
 */
export function openDatabase(factory?: IDBFactory, name: string = DATABASE): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // A page may have no database: that is a refusal, not a throw.
    const request = (factory ?? indexedDB).open(name)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' })
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(request.result)
  })
}
