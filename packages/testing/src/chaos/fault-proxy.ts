import { existsSync, readFileSync } from 'node:fs'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** What the proxy does to one post of answers. Everything else passes through untouched. */
export type Fault =
  | { readonly do: 'pass' }
  /** Answers by itself; the collector never sees the post. */
  | {
      readonly do: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
      readonly cors?: boolean
    }
  /** Closes the connection before the collector sees the post. */
  | { readonly do: 'reset-before' }
  /** The collector commits and answers; the page gets a closed connection. */
  | { readonly do: 'commit-then-reset' }
  /** The collector commits; the page gets something else: cut short, or another status or body. */
  | { readonly do: 'commit-then-truncate' }
  | {
      readonly do: 'commit-then-answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** The collector commits; the answer comes late. */
  | { readonly do: 'commit-then-delay'; readonly ms: number }
  /** The collector commits; the answer comes when it is allowed to. */
  | { readonly do: 'commit-then-wait'; readonly until: Promise<void> }
  /** The collector commits; the answer drips, a byte a second, and never ends. */
  | { readonly do: 'commit-then-drip' }
  /** The collector gets the post twice, as from a box that repeats; the page hears the second answer. */
  | { readonly do: 'commit-twice' }
  /** The collector gets half of the body, then the line is cut on both sides. */
  | { readonly do: 'half-post' }
  /** The collector's JSON reply goes through a change. */
  | { readonly do: 'rewrite'; readonly change: (reply: unknown) => unknown }

/** What the proxy does to everything that is no post of answers: the tag, its chunks, the configuration. */
export type FileFault =
  | { readonly do: 'pass' }
  /** No answer, the connection stays open. */
  | { readonly do: 'hang' }
  | { readonly do: 'fail' }
  | { readonly do: 'late'; readonly ms: number }
  /** Half of the body, then the connection is closed. */
  | { readonly do: 'half' }
  /** A captive portal: a page of its own with status 200. */
  | { readonly do: 'portal' }
  /** Passes, and the browser may not keep it: as if its time in the cache had run out. */
  | { readonly do: 'uncached' }

/** One post of answers that came by. */
export interface SeenPost {
  readonly at: number
  readonly ids: readonly string[]
  readonly urgent: number
  readonly bytes: number
  /** The connection had carried a request before: browsers repeat on it by themselves when it breaks. */
  readonly reused: boolean
  /** Path and body, to send it once more. */
  readonly path: string
  readonly body: string
}

/** A proxy between pages and the collector, on a port of its own. */
export interface FaultProxy {
  readonly url: string
  readonly posts: readonly SeenPost[]
  /** Preflights seen; the SDK must need none. */
  preflights(): number
  /** Decides the fault of each following post. */
  plan(next: (post: SeenPost, count: number) => Fault): void
  /** Decides the fault of every other request by its path. */
  planFiles(next: (path: string) => FileFault): void
  /** Serves another build of the tag below a first folder: `/old` from there. */
  serveBuild(prefix: string, folder: string): void
  /** No connection is accepted at all while `true`. */
  closeDoor(closed: boolean): void
  /** Where posts go from now on: a restarted or a second collector. */
  target(port: number): void
  close(): Promise<void>
}

const POSTS = /^\/v1\/projects\/[^/]+\/responses/

/** Starts a proxy before the collector at `port`. One closure: each control changes what the next request meets. */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  let target = port
  let closed = false
  let preflights = 0
  let next: (post: SeenPost, count: number) => Fault = () => ({ do: 'pass' })
  let nextFile: (path: string) => FileFault = () => ({ do: 'pass' })
  const builds = new Map<string, string>()
  const posts: SeenPost[] = []
  const sockets = new WeakSet<object>()

  const server = createServer(async (request, response) => {
    if (closed) return void request.socket.destroy()
    if (request.method === 'OPTIONS') preflights++
    const reused = sockets.has(request.socket)
    sockets.add(request.socket)
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return // the page went away in the middle of its post
    }
    const body = Buffer.concat(chunks)
    const path = request.url ?? '/'
    if (request.method !== 'POST' || !POSTS.test(path)) return applyFile(nextFile(path), request, response, body)
    const post = { ...seen(body), reused, path, body: body.toString() }
    posts.push(post)
    await apply(next(post, posts.length), request, response, body)
  })
  server.keepAliveTimeout = 30_000

  async function apply(fault: Fault, request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    switch (fault.do) {
      case 'pass':
        return forward(request, response, body)
      case 'answer':
        return answer(request, response, fault.status, fault.headers, fault.body, fault.cors)
      case 'reset-before':
        return void request.socket.resetAndDestroy()
      default: {
        if (fault.do === 'half-post') return halve(request, body)
        if (fault.do === 'commit-twice') await ask(request, body)
        const reply = await ask(request, body)
        if (!reply) return void request.socket.destroy()
        if (fault.do === 'commit-twice') return send(response, reply)
        if (fault.do === 'commit-then-reset') return void request.socket.resetAndDestroy()
        if (fault.do === 'commit-then-answer') return answer(request, response, fault.status, fault.headers, fault.body)
        if (fault.do === 'commit-then-delay') {
          setTimeout(() => send(response, reply), fault.ms)
          return
        }
        if (fault.do === 'commit-then-wait') {
          await fault.until
          return send(response, reply)
        }
        if (fault.do === 'rewrite') {
          const changed = Buffer.from(JSON.stringify(fault.change(JSON.parse(reply.body.toString()))))
          return send(response, { ...reply, body: changed })
        }
        response.writeHead(reply.status, { ...reply.headers, 'content-length': String(reply.body.length) })
        if (fault.do === 'commit-then-truncate') {
          response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)))
          setTimeout(() => request.socket.destroy(), 20)
          return
        }
        let sent = 0
        const drip = setInterval(() => {
          if (response.destroyed || sent >= reply.body.length - 1) return clearInterval(drip)
          response.write(reply.body.subarray(sent, ++sent))
        }, 1000)
        drip.unref()
      }
    }
  }

  async function applyFile(
    fault: FileFault,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<void> {
    if (fault.do === 'hang') return
    if (fault.do === 'fail') return void request.socket.destroy()
    if (fault.do === 'portal') return portal(request, response)
    if (fault.do === 'late') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (fault.do === 'half') {
      const reply = await ask(request, body)
      if (!reply) return void request.socket.destroy()
      response.writeHead(reply.status, { ...reply.headers, 'content-length': String(reply.body.length) })
      response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)))
      setTimeout(() => request.socket.destroy(), 20)
      return
    }
    const [, prefix = ''] = /^\/(\w+)\//.exec(request.url ?? '') ?? []
    const folder = builds.get(`/${prefix}`)
    if (!folder) return forward(request, response, body, fault.do === 'uncached' ? { 'cache-control': 'no-store' } : {})
    const file = join(folder, (request.url ?? '').slice(prefix.length + 1).replace(/\?.*/, ''))
    if (!existsSync(file)) return void response.writeHead(404).end()
    const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/javascript;charset=utf-8' }
    response.writeHead(200, headers).end(readFileSync(file))
  }

  function forward(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    more: Readonly<Record<string, string>> = {},
  ): void {
    const onward = httpRequest(
      { host: '127.0.0.1', port: target, method: request.method, path: request.url, headers: request.headers },
      (reply) => {
        response.writeHead(reply.statusCode ?? 502, { ...reply.headers, ...more })
        reply.pipe(response)
        reply.on('error', () => response.destroy())
      },
    )
    onward.on('error', () => request.socket.destroy())
    onward.end(body)
  }

  function halve(request: IncomingMessage, body: Buffer): void {
    const onward = httpRequest({
      host: '127.0.0.1',
      port: target,
      method: 'POST',
      path: request.url,
      headers: request.headers,
    })
    onward.on('error', () => {})
    onward.write(body.subarray(0, Math.floor(body.length / 2)))
    setTimeout(() => {
      onward.destroy()
      request.socket.destroy()
    }, 30)
  }

  function ask(request: IncomingMessage, body: Buffer): Promise<Reply | undefined> {
    return new Promise((resolve) => {
      const onward = httpRequest(
        { host: '127.0.0.1', port: target, method: request.method, path: request.url, headers: request.headers },
        (reply) => {
          const chunks: Buffer[] = []
          reply.on('data', (chunk) => chunks.push(chunk))
          reply.on('error', () => resolve(undefined))
          reply.on('end', () => {
            const { 'transfer-encoding': _, connection: __, ...headers } = reply.headers
            resolve({
              status: reply.statusCode ?? 502,
              headers: headers as Record<string, string>,
              body: Buffer.concat(chunks),
            })
          })
        },
      )
      onward.on('error', () => resolve(undefined))
      onward.end(body)
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    preflights: () => preflights,
    plan(decide) {
      next = decide
    },
    planFiles(decide) {
      nextFile = decide
    },
    serveBuild(prefix, folder) {
      builds.set(prefix, folder)
    },
    closeDoor(shut) {
      closed = shut
      if (shut) server.closeAllConnections()
    },
    target(port) {
      target = port
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(reply.body.length) }).end(reply.body)
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
  cors = true,
): void {
  const open = cors
    ? {
        'access-control-allow-origin': request.headers.origin ?? '*',
        'access-control-expose-headers': 'Retry-After, Date',
      }
    : {}
  response.writeHead(status, { ...open, ...headers }).end(status === 204 ? undefined : body)
}

/** Says 200 and shows its own page, whatever was asked for. */
function portal(request: IncomingMessage, response: ServerResponse): void {
  const headers = { 'content-type': 'text/html', 'access-control-allow-origin': request.headers.origin ?? '*' }
  response.writeHead(200, headers).end('<!doctype html><title>Wi-Fi</title><h1>Welcome! Please sign in.</h1>')
}

function seen(body: Buffer): Omit<SeenPost, 'reused' | 'path' | 'body'> {
  try {
    const { items } = JSON.parse(body.toString())
    return {
      at: Date.now(),
      ids: items.map((item: { id: string }) => item.id),
      urgent: items.filter((item: { complaint?: unknown }) => item.complaint).length,
      bytes: body.length,
    }
  } catch {
    return { at: Date.now(), ids: [], urgent: 0, bytes: body.length }
  }
}
