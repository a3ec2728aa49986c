import type { Cursor, ResponseQuery, Store, StoredResponse } from '../store/ports.ts'

/** Cards of one page of a list. */
export const PER_PAGE = 100

/** Some of a list, newest first, and where the older ones begin. */
export interface ListPage {
  readonly rows: readonly StoredResponse[]
  /** Absent: there are no older ones. */
  readonly older?: Cursor
}

/** Reads one page of a list, newest first. Pages by place, not by number: what arrives meanwhile moves nothing. */
export async function pageOfList(
  store: Pick<Store, 'responses'>,
  query: Pick<ResponseQuery, 'list' | 'quarantine' | 'projects'>,
  before: Cursor | undefined,
): Promise<ListPage> {
  const found = await store.responses({
    ...query,
    limit: PER_PAGE + 1,
    newestFirst: true,
    ...(before ? { after: before } : {}),
  })
  const rows = found.slice(0, PER_PAGE)
  const last = rows.at(-1)
  return { rows, ...(found.length > PER_PAGE && last ? { older: last } : {}) }
}

/** A place in the order of arrival as it stands in addresses. */
export const nameOf = ({ receivedAt, project, id }: Cursor): string => `${receivedAt}~${project}~${id}`

/** Reads it again; `undefined`: it is none. */
export function cursorOf(name: string | undefined): Cursor | undefined {
  const [receivedAt = '', project, id] = (name ?? '').split('~')
  const isPlace = /^\d{1,16}$/.test(receivedAt) && project !== undefined && id !== undefined
  return isPlace ? { receivedAt: Number(receivedAt), project, id } : undefined
}
