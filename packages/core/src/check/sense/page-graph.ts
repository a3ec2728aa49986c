import type { Branch, Survey } from '../../model/survey.ts'

/**
 * Where a survey can go, whatever is answered. Each page has two places: where one comes to it (`arrival`: is it
 * shown, is more wanted?) and where one leaves it (`departure`: which branch?). The last place is the end.
 */
export interface PageGraph {
  readonly end: number
  readonly next: readonly (readonly number[])[]
  /** All places that can follow, near or far. A place follows itself only in a circle. */
  readonly after: readonly ReadonlySet<number>[]
  /** The nearest place that every way from here comes to, whichever way is taken. */
  readonly meeting: readonly number[]
  /** Place of the end with the survey's `thanks`; the last place where there is no other ending. */
  readonly thanks: number
  /** Places of the survey's own endings, in their order. */
  readonly endings: readonly number[]
}

/** Place before the page with this number. */
export const arrival = (page: number): number => 2 * page
/** Place after the page with this number. */
export const departure = (page: number): number => 2 * page + 1

/**
 * The ways through a survey: branches, the next in order, pages that may be passed over, "that is all" at the
 * offer of more, a full quota.
 */
export function pageGraph(survey: Survey): PageGraph {
  const { pages, offerMoreBefore, quotas } = survey
  const ends = survey.endings ?? []
  const thanks = arrival(pages.length)
  const endings = ends.map((_, i) => thanks + 1 + i)
  const end = thanks + (ends.length > 0 ? ends.length + 1 : 0)
  const ways = pages.flatMap((page, i) => {
    const comes = new Set([departure(i)])
    if (page.showIf || page.questions.every((question) => question.showIf)) comes.add(arrival(i + 1))
    if (page.id === offerMoreBefore) comes.add(thanks)
    const goes = new Set<number>()
    const branches = page.branches ?? []
    const last = branches.findIndex((branch) => !branch.when)
    for (const { go } of last < 0 ? branches : branches.slice(0, last + 1)) goes.add(placeOf(go, i))
    if (last < 0) goes.add(arrival(i + 1))
    if (quotas?.some((quota) => quota.when)) goes.add(thanks)
    return [[...comes], [...goes]]
  })
  const next = end === thanks ? ways : [...ways, [end], ...ends.map(() => [end])]
  const after = next.map((_, i) => apart(next, i))
  return { end, next, after, meeting: meetingPlaces(next, after, end), thanks, endings }

  function placeOf(go: Branch['go'], from: number): number {
    if (go === 'next') return arrival(from + 1)
    if (go === 'end') return thanks
    const places = 'page' in go ? pages.map((_, i) => arrival(i)) : endings
    const to = 'page' in go ? pages.findIndex(({ id }) => id === go.page) : ends.findIndex(({ id }) => id === go.ending)
    return places[to] ?? thanks
  }
}

/** The places that can follow `from` before `until` is come to. */
export function apart(next: PageGraph['next'], from: number, until?: number): ReadonlySet<number> {
  const seen = new Set<number>()
  const open = [...(next[from] ?? [])]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at) || at === until) continue
    seen.add(at)
    open.push(...(next[at] ?? []))
  }
  return seen
}

/**
 * Immediate post-dominators (Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm", on the graph
 * turned round). A graph without circles needs one pass, latest places first; one with a circle is refused
 * elsewhere, and here its places meet only at the end.
 */
function meetingPlaces(next: PageGraph['next'], after: PageGraph['after'], end: number): number[] {
  const meeting: number[] = next.map(() => end)
  const depth: number[] = next.map(() => 1)
  depth[end] = 0
  const latestFirst = next.map((_, i) => i).toSorted((a, b) => after[a]!.size - after[b]!.size)
  for (const place of latestFirst) {
    const to = after[place]!.has(place) ? [end] : next[place]!
    meeting[place] = to.reduce(common)
    depth[place] = depth[meeting[place]]! + 1
  }
  return meeting

  function common(one: number, other: number): number {
    let [a, b] = [one, other]
    while (a !== b) {
      if (depth[a]! >= depth[b]!) a = meeting[a] ?? end
      else b = meeting[b] ?? end
    }
    return a
  }
}
