// @ts-expect-error its package.json hides its own types
import { renderSurveyModal } from '@formbricks/surveys'

const survey = {
  id: 'bench',
  name: 'bench',
  type: 'app',
  status: 'inProgress',
  environmentId: 'e',
  createdAt: new Date(),
  updatedAt: new Date(),
  questions: [
    {
      id: 'q',
      type: 'rating',
      scale: 'number',
      range: 5,
      headline: 'How did ordering go?',
      required: true,
      lowerLabel: 'Very badly',
      upperLabel: 'Very well',
    },
    ...(location.search === '?words'
      ? [{ id: 'w', type: 'openText', inputType: 'text', headline: 'What should we fix?', required: false }]
      : []),
  ],
  welcomeCard: { enabled: false },
  thankYouCard: { enabled: false },
  hiddenFields: { enabled: false },
  languages: [],
  triggers: [],
  styling: null,
  displayOption: 'respondMultiple',
}
Object.assign(window, {
  benchOpen: () =>
    renderSurveyModal({
      survey,
      brandColor: '#64748b',
      languageCode: 'default',
      isBrandingEnabled: false,
      placement: 'bottomRight',
      clickOutside: false,
      darkOverlay: false,
      getSetIsError: () => {},
      // its SDK posts each of these at once
      onResponse: (answer: unknown) => fetch('/answers', { method: 'POST', body: JSON.stringify(answer) }),
      onFileUpload: async () => '',
      styling: { brandColor: { light: '#64748b' } },
    } as never),
})
