import { readFileSync } from 'node:fs'

/** What the requests of a destination are held against, beside its fake. */
export interface Check {
  /** `schema`, `types` or `client` that the vendor publishes; `service`: the real thing runs in the tests. */
  readonly by: 'schema' | 'types' | 'client' | 'service'
  /** Package of the registry, or program. */
  readonly what: string
}

/**
 * Destinations that are held against something of the vendor's own. All others have a fake that was written from the
 * documentation that its shape names, with the day of reading.
 */
export const CHECKS: Readonly<Record<string, Check>> = {
  webhook: { by: 'client', what: 'standardwebhooks (verifies the signature)' },
  slack: { by: 'types', what: '@slack/types' },
  telegram: { by: 'types', what: '@grammyjs/types (the Bot API as types)' },
  max: { by: 'types', what: '@maxhub/max-bot-api' },
  discord: { by: 'types', what: 'discord-api-types' },
  teams: { by: 'client', what: 'adaptivecards (reads and draws the card)' },
  twilio: { by: 'client', what: 'twilio (writes the same form), sms-segments-calculator (counts the parts)' },
  smtp: { by: 'service', what: 'smtp-server, postal-mime (reads the mail)' },
  'github-issues': { by: 'types', what: '@octokit/openapi-types' },
  linear: { by: 'types', what: '@linear/sdk' },
  jira: { by: 'schema', what: '@atlaskit/adf-schema' },
  'google-sheets': { by: 'types', what: '@googleapis/sheets' },
  posthog: { by: 'types', what: 'posthog-node' },
  segment: { by: 'client', what: '@segment/loosely-validate-event' },
  'sentry-feedback': { by: 'client', what: '@sentry/core (reads the envelope)' },
  cloudevents: { by: 'client', what: 'cloudevents (reads and validates the event)' },
  postgres: { by: 'service', what: 'PostgreSQL' },
  'redis-stream': { by: 'service', what: 'Redis' },
  nats: { by: 'service', what: 'nats-server' },
  mqtt: { by: 'service', what: 'mosquitto' },
  s3: { by: 'service', what: 's3rver' },
  kafka: { by: 'client', what: '@platformatic/kafka, against a broker of our own that speaks its protocol' },
  collector: { by: 'service', what: 'the collector' },
}

/** Ours, or nobody's: no outside word on how these look. */
const OURS: Readonly<Record<string, string>> = {
  http: 'the shop decides',
  'http (simple)': 'the shop decides',
  custom: 'the shop decides',
  'post-message': 'the platform’s `postMessage`, in a browser',
  broadcast: 'the platform’s `BroadcastChannel`',
  console: 'stays on the device',
  memory: 'stays on the device',
}

/** Destinations whose shape stands in a file of another name. */
const SHAPES: Readonly<Record<string, string>> = {
  make: 'hooks',
  n8n: 'hooks',
  zapier: 'hooks',
  klaviyo: 'klaviyo-client',
  'ga4 (dataLayer)': 'ga4',
}

const shapes = new URL('../../../testing/src/fakes/shapes/', import.meta.url)

/** The page that says which destination is checked against what. @throws when a destination is checked against nothing */
export function checksPage(names: readonly string[]): string {
  const how = {
    schema: 'the vendor’s schema',
    types: 'the vendor’s types',
    client: 'the vendor’s own code',
    service: 'the real service',
  }
  const rows = names.map((name) => {
    const check = CHECKS[name]
    if (check) return [name, how[check.by], check.what]
    if (OURS[name]) return [name, 'ours', OURS[name]]
    const shape = JSON.parse(readFileSync(new URL(`${SHAPES[name] ?? name}.json`, shapes), 'utf8')) as Record<
      string,
      string
    >
    const [source, read] = [shape['x-source'], shape['x-read']]
    if (!source || !read) throw new Error(`${name}: its shape names no source and date`)
    return [name, 'a fake from the documentation', `${source}, read ${read}`]
  })
  return [
    '# What each destination is checked against',
    '',
    'Written by `packages/adapters/test/contract/vendor-types.test.ts`; do not edit. A fake that was written from the same notes as its adapter',
    'proves little by itself: where a vendor publishes a schema, types, or code that reads what we send, the requests of every kind of',
    'delivery (full, minimal, hostile, oversize) are held against that too. Every fake is strict besides: an unknown field is refused.',
    '',
    '| destination | checked against | which |',
    '| --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n')
}
