import { nameIsForNobody } from '@frankly/adapters'
import type { Response } from '@frankly/core'
import { liveEntry } from '../live/entry.ts'
import type { StoredResponse } from '../store/ports.ts'
import type { Context as Deps } from './context.ts'
import type { PageLocale } from './page.ts'
import { revealed } from './pages/answer-page.ts'
import type { Card } from './pages/live-card.ts'

/** Cards of stored responses, with the photos that have arrived. */
export function cardsOf(
  { store, options }: Pick<Deps, 'store' | 'options'>,
  rows: readonly StoredResponse[],
  locale: PageLocale,
): Promise<readonly Card[]> {
  return Promise.all(
    rows.map(async (row) => {
      const entry = liveEntry(row, options.projects.get(row.project), locale)
      const answers = [...entry.answers, ...entry.alsoSaid.flatMap((said) => said.answers)]
      const photos = answers.flatMap((answer) => answer.photos.map(({ id }) => id))
      return { entry, photosHere: await store.attachmentsHere(row.project, row.id, photos) }
    }),
  )
}

/**
 * The same for one response by itself. A customer who wants nobody to see the name and yet agreed to be contacted is
 * answered by somebody who asks for the address.
 */
export async function singleCards(
  deps: Pick<Deps, 'store' | 'options'>,
  rows: readonly StoredResponse[],
  locale: PageLocale,
): Promise<readonly Card[]> {
  const cards = await cardsOf(deps, rows, locale)
  return cards.map((card, i) => {
    const address = hiddenAddress(JSON.parse(rows[i]!.body) as Response)
    return address === undefined ? card : { ...card, tail: revealed(address, locale) }
  })
}

function hiddenAddress(response: Response): string | undefined {
  const agreed = response.consents.findLast(({ purpose }) => purpose === 'contact')?.granted === true
  if (!agreed || !nameIsForNobody(response)) return undefined
  for (const answer of Object.values(response.answers)) {
    if (answer.kind === 'contact' && answer.address) return answer.address
  }
  return undefined
}
