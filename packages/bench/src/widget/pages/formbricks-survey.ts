/** What Formbricks asks: the scale, and the words behind it when they are wanted. As its server would send it. */
export const surveyOf = (withWords: boolean): object => ({
  id: 'bench',
  name: 'bench',
  type: 'app',
  status: 'inProgress',
  environmentId: 'e',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
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
    ...(withWords
      ? [{ id: 'w', type: 'openText', inputType: 'text', headline: 'What should we fix?', required: false }]
      : []),
  ],
  welcomeCard: { enabled: false },
  thankYouCard: { enabled: false },
  hiddenFields: { enabled: false },
  languages: [],
  triggers: ['bench'],
  styling: null,
  displayOption: 'respondMultiple',
  displayPercentage: null,
  recontactDays: null,
  autoClose: null,
  delay: 0,
})
