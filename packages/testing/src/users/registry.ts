import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'

/** A package registry on loopback that knows the packed packages alone. */
export interface PackedRegistry {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string
  /** For example `@frankly/core`. */
  readonly names: readonly string[]
  close(): Promise<void>
}

interface Packed {
  readonly manifest: { readonly name: string; readonly version: string }
  readonly file: string
  readonly integrity: string
}

/**
 * Serves the tarballs of a folder as npm's registry would, so that `npm i @frankly/collector` runs as it is written.
 * Everything else comes from the usual registry.
 */
export async function startRegistry(folder: string): Promise<PackedRegistry> {
  const packed = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.tgz'))
      .map((name) => readPacked(join(folder, name)))
      .map((each) => [each.manifest.name, each]),
  )
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://registry').pathname).slice(1)
    // each run has other content under the same version: nobody may keep it
    response.setHeader('cache-control', 'no-store')
    const tarball = [...packed.values()].find(({ file }) => path.endsWith(`/-/${basename(file)}`))
    if (tarball) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(readFileSync(tarball.file))
      return
    }
    const found = packed.get(path)
    if (!found) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}')
      return
    }
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(packument(found, `http://${request.headers.host}/${path}/-/${basename(found.file)}`)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    names: [...packed.keys()].sort(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function readPacked(file: string): Packed {
  return {
    file,
    manifest: JSON.parse(execFileSync('tar', ['xzOf', file, 'package/package.json'], { encoding: 'utf8' })),
    integrity: `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`,
  }
}

/** What a registry says of a package. The time lies back: pnpm refuses what was published a moment ago. */
function packument({ manifest, integrity }: Packed, tarball: string) {
  const { name, version } = manifest
  const time = '2026-01-01T00:00:00.000Z'
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist: { tarball, integrity } } },
    time: { created: time, modified: time, [version]: time },
  }
}
