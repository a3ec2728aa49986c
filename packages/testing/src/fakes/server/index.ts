import type { DestinationCase } from '../base.ts'
import { amocrm } from './amocrm.ts'
import { bitrix24 } from './bitrix24.ts'
import { clickhouse } from './clickhouse.ts'
import { cloudevents } from './cloudevents.ts'
import { discord } from './discord.ts'
import { githubIssues } from './github-issues.ts'
import { googleSheets } from './google-sheets.ts'
import { make, n8n, zapier } from './hooks.ts'
import { hubspotTickets } from './hubspot-tickets.ts'
import { intercom } from './intercom.ts'
import { jira } from './jira.ts'
import { kafka } from './kafka.ts'
import { klaviyo } from './klaviyo.ts'
import { linear } from './linear.ts'
import { max } from './max.ts'
import { mqtt } from './mqtt.ts'
import { nats } from './nats.ts'
import { postgres } from './postgres.ts'
import { redisStream } from './redis-stream.ts'
import { s3 } from './s3.ts'
import { slack } from './slack.ts'
import { smsc } from './smsc.ts'
import { smtp } from './smtp.ts'
import { teams } from './teams.ts'
import { telegram } from './telegram.ts'
import { twilio } from './twilio.ts'
import { zendeskTickets } from './zendesk-tickets.ts'

/** Destinations that need a secret. */
export const serverDestinations: readonly DestinationCase[] = [
  slack,
  telegram,
  max,
  discord,
  teams,
  twilio,
  smsc,
  smtp,
  googleSheets,
  hubspotTickets,
  zendeskTickets,
  intercom,
  amocrm,
  bitrix24,
  klaviyo,
  postgres,
  redisStream,
  nats,
  mqtt,
  clickhouse,
  cloudevents,
  s3,
  make,
  n8n,
  zapier,
  githubIssues,
  jira,
  linear,
  kafka,
]
