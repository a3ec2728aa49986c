// @ts-expect-error its package.json hides its own types
import { renderSurveyModal } from '@formbricks/surveys'
import { surveyOf } from './formbricks-survey.ts'

Object.assign(window, {
  benchOpen: () =>
    renderSurveyModal({
      survey: surveyOf(location.search === '?words'),
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
