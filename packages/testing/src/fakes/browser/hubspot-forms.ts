import { createHubspotFormsAdapter } from '@frankly/adapters/hubspot-forms'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const FORM = '78c2891f-ebdd-44c0-bd94-15c012bbbfbf'
const KNOWN = ['email', 'message', 'order_id', 'score']

/** HubSpot's form submissions. */
export const hubspotForms: DestinationCase = httpCase(
  'hubspot-forms',
  {
    check: (request) => {
      const { fields = [] } = (request.json ?? {}) as { fields?: { name: string; value: string }[] }
      const email = fields.find(({ name }) => name === 'email')?.value
      return firstBroken([
        ...jsonDemands(request, `/submissions/v3/integration/submit/62515/${FORM}`, 'hubspot-forms'),
        [
          fields.every(({ name }) => KNOWN.includes(name)),
          400,
          { errors: [{ errorType: 'FIELD_NOT_IN_FORM_DEFINITION' }] },
        ],
        [/^[^\s@]+@[^\s@]+\.\w+$/.test(email ?? ''), 400, { errors: [{ errorType: 'INVALID_EMAIL' }] }],
      ])
    },
    ok: () => ({ status: 200, body: { inlineMessage: 'Thanks for submitting the form.' } }),
    refuse: {
      status: 400,
      body: {
        status: 'error',
        message: 'The request is not valid',
        errors: [{ message: 'blocked', errorType: 'BLOCKED_EMAIL' }],
      },
    },
  },
  (url, timeoutMs) =>
    createHubspotFormsAdapter({
      portalId: '62515',
      formId: FORM,
      host: url,
      fields: { email: 'email', message: 'message', order_id: 'order', score: 'rating' },
      consentText: 'I agree that the shop may use my contact details only to reply to this.',
      timeoutMs,
    }),
  { refusal: 'blocked_email', repeats: 'twice', without: { 'own word': 'any 200 is a submission' } },
)
