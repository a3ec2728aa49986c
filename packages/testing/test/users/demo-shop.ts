/** Configuration of a shop on loopback that asks `purchase` with one page, for pages of these tests. */
export const demoShop = {
  projects: {
    pk_demo: {
      shop: 'Tea & Co',
      origins: ['loopback'],
      // a test fills in a form faster than a person
      spam: { fasterThanMs: 0 },
      surveys: [
        {
          schema: 1,
          id: 'purchase',
          version: 1,
          title: 'After the purchase',
          touchpoint: 'order_confirmed',
          defaultLocale: 'en',
          locales: ['en'],
          targeting: { triggers: [{ on: 'purchase' }] },
          pages: [
            {
              id: 'first',
              questions: [
                { id: 'rate', kind: 'rating', scale: 'csat5', text: 'How did ordering go?' },
                { id: 'best', kind: 'text', text: 'What did we do best?' },
              ],
            },
          ],
        },
      ],
    },
  },
} as const
