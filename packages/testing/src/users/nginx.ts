import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type Service, startProgram } from '../services/program.ts'

/** A running nginx, at the address that customers see. */
export interface Proxy extends Service {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
}

/** An address for a proxy that is started later: the collector wants to know it first. */
export async function proxyAddress(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`
}

/**
 * A real nginx before a collector, with the lines that its own guide gives for a proxy: `Host` and the customer's
 * address are handed on.
 * @param address - as of {@link proxyAddress}
 */
export async function startNginx(address: string, upstream: string): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-nginx-'))
  mkdirSync(join(folder, 'temp'))
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const config = join(folder, 'nginx.conf')
  writeFileSync(
    config,
    `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr;
events { worker_connections 64; }
http {
  access_log off;
  ${temp.map((name) => `${name}_temp_path ${folder}/temp/${name};`).join('\n  ')}
  server {
    listen ${new URL(address).host};
    location / {
      proxy_pass ${upstream};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }
}
`,
  )
  const port = Number(new URL(address).port)
  const service = await startProgram('nginx', 'nginx', () => ['-c', config, '-p', folder, '-e', 'stderr'], { port })
  return {
    url: address,
    port,
    async stop() {
      await service.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
