import { createHttpAdapter } from '@frankly/adapters/http'
import { templateById } from '@frankly/templates'
import { createFeedback } from '@frankly/widget'

const survey = templateById('purchase')
if (!survey) throw new Error('the template "purchase" is gone')

// No collector anywhere: surveys come from this file, answers go to our own endpoint as a simple request.
const feedback = createFeedback({
  project: 'pk_custom',
  config: { project: 'pk_custom', shop: 'Own Goods', surveys: [survey], governor: {} },
  transport: createHttpAdapter({ url: `${location.origin}/feedback`, encoding: 'simple' }),
})

document.querySelector('#buy')?.addEventListener('click', () => {
  void feedback.purchase({ orderId: `A-${Date.now()}`, value: 1990, currency: 'RUB' })
})
