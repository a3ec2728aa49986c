/** Real services for tests, each on a free port of loopback and in a folder of its own. */
import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Service, startProgram } from './program.ts'

export { type NatsCluster, type NatsNode, startNatsCluster } from './nats-cluster.ts'
export { freePort, type Service, shared } from './program.ts'
export { type S3Server, startS3 } from './s3.ts'
export { signatureFault } from './s3-signature.ts'
export { type StrictS3, startStrictS3 } from './strict-s3.ts'

/** NATS with JetStream. `more`: further arguments. */
export const startNats = (more: readonly string[] = []): Promise<Service> =>
  startProgram('nats-server', 'nats-server', (port, folder) => [
    '-js',
    '-a',
    '127.0.0.1',
    '-p',
    String(port),
    '-sd',
    folder,
    ...more,
  ])

/** Redis, in memory. `more`: further arguments. */
export const startRedis = (more: readonly string[] = []): Promise<Service> =>
  startProgram('redis-server', 'redis-server', (port, folder) => [
    '--bind',
    '127.0.0.1',
    '--port',
    String(port),
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
    ...more,
  ])

/** An MQTT broker, open to everybody on this machine. `more`: further lines of its configuration. */
export const startMosquitto = (more: readonly string[] = []): Promise<Service> =>
  startProgram('mosquitto', 'mosquitto', (port, folder) => {
    const file = join(folder, 'mosquitto.conf')
    const lines = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence false',
      `user ${userInfo().username}`,
      ...more,
    ]
    writeFileSync(file, `${lines.join('\n')}\n`)
    return ['-c', file]
  })

/** What stands in nginx's `location /`, for example `proxy_pass http://127.0.0.1:8787;`. */
export const startNginx = (location: string): Promise<Service> =>
  startProgram('nginx', 'nginx', (port, folder) => {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`)
    const lines = [
      'daemon off; master_process off; pid nginx.pid; error_log stderr warn;',
      'events { worker_connections 64; }',
      `http { access_log off; client_max_body_size 50m; ${temporary.join(' ')}`,
      `server { listen 127.0.0.1:${port}; location / { ${location} } } }`,
    ]
    const file = join(folder, 'nginx.conf')
    writeFileSync(file, `${lines.join('\n')}\n`)
    return ['-p', folder, '-c', file, '-e', 'stderr']
  })
