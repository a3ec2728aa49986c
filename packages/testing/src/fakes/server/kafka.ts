import { createKafkaAdapter } from '@frankly/adapters/kafka'
import type { DestinationCase } from '../base.ts'
import { startKafkaBroker } from './kafka-broker.ts'

/** A Kafka broker of our own making: no registry has one that the tests could start. */
export const kafka: DestinationCase = {
  name: 'kafka',
  refusal: 'kafka_topic_authorization_failed',
  without: {
    'own word': 'its own word is the error code, tried as 4xx and 5xx',
    '429 with floor': 'a broker throttles by holding back its answer',
  },
  start: async (timeoutMs) => {
    const topic = 'frankly-deliveries'
    const fake = await startKafkaBroker(topic)
    const transport = createKafkaAdapter({ brokers: [`127.0.0.1:${fake.port}`], topic, timeoutMs })
    return { transport, fake: { ...fake, close: () => transport.close().finally(fake.close) } }
  },
}
