import { createHmac, hash } from 'node:crypto'

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/**
 * Computes Signature Version 4 anew from the request as it came, by the steps of AWS's own page.
 * @param head first line and headers, as on the wire
 */
export function signatureFault(head: string, secret: string): string | undefined {
  const [request = '', ...lines] = head.split('\r\n')
  const [method, target = ''] = request.split(' ')
  const [path, query = ''] = target.split('?')
  const headers = new Map(lines.map((line) => [line.split(':', 1)[0]!.toLowerCase(), line.replace(/^[^:]*:\s*/, '')]))
  const claim =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w{64})$/
  const [, , day = '', region = '', names = '', signature] = claim.exec(headers.get('authorization') ?? '') ?? []
  if (!signature) return 'no authorization by Signature Version 4'
  for (const name of ['host', 'x-amz-date', 'x-amz-content-sha256'])
    if (!names.split(';').includes(name)) return `${name} is not signed`
  const signed = names.split(';').map((name) => `${name}:${headers.get(name)}\n`)
  const canonical = [method, path, query, signed.join(''), names, headers.get('x-amz-content-sha256')].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers.get('x-amz-date'), scope, hash('sha256', canonical)].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return hmac(key, toSign).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch'
}
