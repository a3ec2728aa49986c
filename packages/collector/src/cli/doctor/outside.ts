import type { ResolvedOptions, ResolvedProject } from '../../options/options.ts'
import { type Finding, finding, wordsOf } from './finding.ts'
import { clockAgainst } from './machine.ts'

const PATIENCE_MS = 10_000

/** The address that people use: whether it leads here, for whom, and whether the proxy passes on what it must. */
export async function lookFromOutside(options: ResolvedOptions, now: () => number): Promise<readonly Finding[]> {
  const { publicUrl } = options
  if (publicUrl === undefined) {
    const own = `http://${options.host}:${options.port}`
    return [
      finding('warn', 'origin', `no "publicUrl": pages reach the collector at ${own} only, and messages hold no links`),
    ]
  }
  let health: Response
  try {
    health = await ask(`${publicUrl}/healthz`)
  } catch (error) {
    const cure = 'look whether the collector and its proxy run, and at the name and certificate'
    return [finding('fail', 'origin', `${publicUrl} cannot be reached: ${wordsOf(error)}; ${cure}`)]
  }
  if (!(await isOurs(health)))
    return [
      finding(
        'fail',
        'origin',
        `${publicUrl}/healthz answers ${health.status} and is not the collector: let the proxy pass all paths`,
      ),
    ]
  const found = [finding('ok', 'origin', `${publicUrl} leads to a collector`)]
  const date = Date.parse(health.headers.get('date') ?? '')
  if (!Number.isNaN(date)) found.push(clockAgainst(publicUrl, date, now()))
  for (const project of options.projects.values()) found.push(await lookAtSite(publicUrl, project))
  found.push(...(await lookAtProxy(options, publicUrl)))
  return found
}

const ask = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) })

async function isOurs(reply: Response): Promise<boolean> {
  const said: unknown = await reply.json().catch(() => undefined)
  return reply.status === 200 && typeof said === 'object' && said !== null && 'status' in said && said.status === 'ok'
}

async function lookAtSite(publicUrl: string, { key, origins }: ResolvedProject): Promise<Finding> {
  const site = origins.find((origin) => /^https?:\/\/[^*]+$/.test(origin))
  const url = `${publicUrl}/v1/projects/${encodeURIComponent(key)}/config`
  const reply = await ask(url, site ? { origin: site } : {}).catch(() => undefined)
  const from = site ?? 'no page'
  if (reply?.status !== 200)
    return finding(
      'fail',
      'origin',
      `project ${key}: asked from ${from}, ${publicUrl} answers ${reply?.status ?? 'nothing'}; is the running collector of this configuration?`,
    )
  if (!reply.headers.has('access-control-allow-origin'))
    return finding(
      'fail',
      'proxy',
      `project ${key}: the header Access-Control-Allow-Origin is lost on its way: let the proxy pass it on`,
    )
  return finding('ok', 'origin', `project ${key}: a page of ${from} is served`)
}

async function lookAtProxy({ trustedProxies }: ResolvedOptions, publicUrl: string): Promise<readonly Finding[]> {
  const login = await ask(`${publicUrl}/login`).catch(() => undefined)
  const found: Finding[] = []
  if (login?.status === 403)
    found.push(
      finding(
        'fail',
        'proxy',
        `the staff pages do not know the name ${new URL(publicUrl).host}: let the proxy pass on Host`,
      ),
    )
  else found.push(finding('ok', 'proxy', 'the name of the staff pages comes through'))
  if (trustedProxies.length === 0 && publicUrl.startsWith('https:'))
    found.push(
      finding(
        'warn',
        'proxy',
        'all customers share one pace: name the proxy in "trustedProxies", for example ["127.0.0.1"]',
      ),
    )
  return found
}
