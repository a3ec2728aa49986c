/** Name of the database of photos that are on their way. */
export const PHOTOS = 'frankly-photos'

/** Whether an earlier page may have left photos to send. Opens nothing; a browser without the list says `false`. */
export async function hasPhotos(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === PHOTOS)
  } catch {
    return false
  }
}

/** Forgets photos that are on their way: somebody took back what was said, or is another person from now on. */
export async function forgetPhotos(): Promise<void> {
  if (await hasPhotos()) indexedDB.deleteDatabase(PHOTOS)
}
