import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { Service } from './program.ts'

/** An S3 server and what opens it. */
export interface S3Server extends Service {
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Where the objects lie as files. */
  readonly folder: string
}

/** Starts s3rver, an S3 server in JavaScript. It takes any signature: who needs a strict check makes it in front. */
export async function startS3(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-s3-'))
  const bucket = 'feedback'
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: bucket }],
  })
  const { port } = await server.run()
  return {
    port,
    bucket,
    folder,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    stop: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
