import { serverOnly } from '../shared/server-only.ts'

/**
 * What bundlers for browsers take in place of a server adapter (export condition `browser`): every factory is here, and each call
 * throws `server-only`. Written by `npm run api` from adapters.json; do not edit.
 */
const refuse = (name: string) => (): never => {
  throw serverOnly(name)
}

export const createWebhookAdapter: () => never = refuse('webhook')
export const createSlackAdapter: () => never = refuse('slack')
export const createTelegramAdapter: () => never = refuse('telegram')
export const createMaxAdapter: () => never = refuse('max')
export const createDiscordAdapter: () => never = refuse('discord')
export const createTeamsAdapter: () => never = refuse('teams')
export const createSmtpAdapter: () => never = refuse('smtp')
export const createTwilioAdapter: () => never = refuse('twilio')
export const createSmscAdapter: () => never = refuse('smsc')
export const createHubspotTicketsAdapter: () => never = refuse('hubspot-tickets')
export const createZendeskTicketsAdapter: () => never = refuse('zendesk-tickets')
export const createIntercomAdapter: () => never = refuse('intercom')
export const createAmocrmAdapter: () => never = refuse('amocrm')
export const createBitrix24Adapter: () => never = refuse('bitrix24')
export const createGoogleSheetsAdapter: () => never = refuse('google-sheets')
export const createKlaviyoAdapter: () => never = refuse('klaviyo')
export const createJiraAdapter: () => never = refuse('jira')
export const createLinearAdapter: () => never = refuse('linear')
export const createGithubIssuesAdapter: () => never = refuse('github-issues')
export const createZapierAdapter: () => never = refuse('zapier')
export const createMakeAdapter: () => never = refuse('make')
export const createN8nAdapter: () => never = refuse('n8n')
export const createPostgresAdapter: () => never = refuse('postgres')
export const createClickhouseAdapter: () => never = refuse('clickhouse')
export const createS3Adapter: () => never = refuse('s3')
export const createNatsAdapter: () => never = refuse('nats')
export const createKafkaAdapter: () => never = refuse('kafka')
export const createRedisStreamAdapter: () => never = refuse('redis-stream')
export const createMqttAdapter: () => never = refuse('mqtt')
export const createCloudEventsAdapter: () => never = refuse('cloudevents')
