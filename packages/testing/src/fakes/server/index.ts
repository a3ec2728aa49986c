import type { DestinationCase } from '../base.ts'
import { discord } from './discord.ts'
import { max } from './max.ts'
import { mqtt } from './mqtt.ts'
import { nats } from './nats.ts'
import { postgres } from './postgres.ts'
import { redisStream } from './redis-stream.ts'
import { slack } from './slack.ts'
import { smsc } from './smsc.ts'
import { teams } from './teams.ts'
import { telegram } from './telegram.ts'
import { twilio } from './twilio.ts'

/** Destinations that need a secret. */
export const serverDestinations: readonly DestinationCase[] = [
  slack,
  telegram,
  max,
  discord,
  teams,
  twilio,
  smsc,
  postgres,
  redisStream,
  nats,
  mqtt,
]
