/** Longest side that a photo keeps, px: enough to read a label, a tenth of a phone's file. */
export const LONGEST_SIDE = 2000

/** Sizes tried in turn until the file fits. */
const TRIES = [1, 0.7, 0.5, 0.35]

/** What became of a chosen file. */
export type Shrunk =
  | { readonly is: 'ready'; readonly file: Blob; readonly name: string; readonly picture: ImageBitmap | undefined }
  | { readonly is: 'too_large' | 'unreadable' }

/**
 * Makes a photo small on the device. Drawing it anew also leaves behind what the camera wrote into the file
 * (place, time, owner). A picture that this browser cannot read (HEIC in some) goes as it is when it fits.
 */
export async function shrink(file: File, maxBytes: number): Promise<Shrunk> {
  const asItIs = (picture?: ImageBitmap): Shrunk =>
    file.size <= maxBytes ? { is: 'ready', file, name: file.name, picture } : { is: 'too_large' }
  if (!file.type.startsWith('image/')) return { is: 'unreadable' }
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(file)
  } catch {
    return asItIs()
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  for (const share of TRIES) {
    const blob = await drawn(picture, scale * share)
    if (blob && blob.size <= maxBytes) {
      return { is: 'ready', file: blob, name: `${file.name.replace(/\.\w+$/, '')}.jpg`, picture }
    }
  }
  return asItIs(picture)
}

function drawn(picture: ImageBitmap, scale: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) return Promise.resolve(null)
  // JPEG has no transparency: a drawing on nothing would turn black
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82))
}
