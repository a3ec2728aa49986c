import type { DestinationCase } from '../base.ts'
import { collector } from './collector.ts'
import { http, httpSimple, webhook } from './endpoints.ts'
import { hubspotForms } from './hubspot-forms.ts'
import { klaviyoClient } from './klaviyo-client.ts'
import { broadcast, consoleCase, custom, memory, postMessage } from './local.ts'
import { ga4, gtm, yandexMetrica } from './page.ts'
import { posthog } from './posthog.ts'
import { segment } from './segment.ts'
import { sentryFeedback } from './sentry-feedback.ts'
import { zendeskRequests } from './zendesk-requests.ts'

/** Our collector, any endpoint, what stays on the device, and what a browser may call. */
export const browserDestinations: readonly DestinationCase[] = [
  collector,
  http,
  httpSimple,
  webhook,
  custom,
  postMessage,
  broadcast,
  consoleCase,
  memory,
  ga4,
  gtm,
  yandexMetrica,
  posthog,
  segment,
  klaviyoClient,
  hubspotForms,
  zendeskRequests,
  sentryFeedback,
]
