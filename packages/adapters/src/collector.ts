import { type Adapter, ALL } from './shared/capabilities.ts'
import { hostsOf, need, needUrl } from './shared/check-options.ts'
import { type CollectorAdapterOptions, collectorTransport } from './shared/collector-transport.ts'

export { type CollectorAdapterOptions, collectorTransport }

/**
 * Sends to Frankly's own collector. Responses go in batches as one simple request (`text/plain`, no further header,
 * no credentials), so that no preflight is needed and a closing page can still send. Every item of a batch has
 * its own outcome; only the collector's own words are final, a reply of anything in between means later. Erasures go one by one. Deliveries that hold no response are the collector's own and are rejected.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createCollectorAdapter(options: CollectorAdapterOptions): Adapter {
  const host = needUrl('host', options.host)
  need(options.project, 'project', options.project, 'the public key of a project')
  return {
    name: 'collector',
    carries: ALL,
    reach: 'own',
    hosts: hostsOf(host),
    runsOn: 'anywhere',
    hears: ['answer.saved', 'response.completed', 'subject.erased'],
    ...collectorTransport({ ...options, host }),
  }
}
