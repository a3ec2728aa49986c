import { randomBytes } from 'node:crypto'
import { openBucket } from '../../bucket.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { type Finding, finding, wordsOf } from './finding.ts'

/** Where a trial object stands in place of a project: no key of a project has this sign. */
const NO_PROJECT = '.doctor'

/** The bucket for photos, if there is one: a trial object is written, read and deleted. */
export async function lookAtBucket({ s3 }: ResolvedOptions): Promise<readonly Finding[]> {
  try {
    const bucket = await openBucket(s3)
    if (!s3 || !bucket) return []
    const where = `bucket ${s3.bucket} at ${s3.endpoint}`
    const name = bucket.newName(NO_PROJECT)
    const bytes = randomBytes(1000)
    await bucket.put(name, bytes)
    const back = await bucket.get(name)
    const { keepsOld } = await bucket.delete(name)
    if (!back || !bytes.equals(back))
      return [finding('fail', 'photos', `${where} does not give back what was put there: look at its own log`)]
    const found = [finding('ok', 'photos', `${where} took, gave back and deleted a trial object`)]
    if (!keepsOld) return found
    const cure = 'end its versioning, or let a rule of the bucket end old versions'
    return [...found, finding('warn', 'photos', `${where} keeps old versions, so what is erased stays there: ${cure}`)]
  } catch (error) {
    return [finding('fail', 'photos', wordsOf(error))]
  }
}
