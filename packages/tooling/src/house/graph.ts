import type { Arrow } from '../imports.ts'

/** Lists of names that each reach each other: what cannot be read, tested or moved one without the other. */
export function knotsOf(arrows: readonly Arrow[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>()
  for (const { from, to } of arrows) {
    next.set(from, (next.get(from) ?? new Set()).add(to))
    next.set(to, next.get(to) ?? new Set())
  }
  const reached = new Map([...next.keys()].map((name) => [name, reachedFrom(name, next)]))
  const knots = new Map<string, readonly string[]>()
  for (const [name, others] of reached) {
    if (!others.has(name) || knots.has(name)) continue
    const knot = [...others].filter((other) => reached.get(other)!.has(name)).sort()
    for (const member of knot) knots.set(member, knot)
  }
  return [...new Set(knots.values())]
}

/** Every name at the end of a way of at least one arrow. */
function reachedFrom(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [...next.get(start)!]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    open.push(...next.get(name)!)
  }
  return seen
}

/**
 * Imports between the entries of one folder: its files, and its folders as wholes. Two of them in a cycle are a cycle of
 * folders even where no file imports itself by a way round.
 * @param folder without a slash at its end
 */
export function arrowsWithin(folder: string, arrows: readonly Arrow[]): readonly Arrow[] {
  const entry = (path: string) =>
    path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined
  return arrows.flatMap((arrow) => {
    const [from, to] = [entry(arrow.from), entry(arrow.to)]
    return from === undefined || to === undefined || from === to ? [] : [{ from, to }]
  })
}

/** Knots of entries in `folder` and in every folder below it, as paths. */
export function knotsBelow(folder: string, arrows: readonly Arrow[]): readonly (readonly string[])[] {
  const inside = arrows.filter(({ from, to }) => from.startsWith(`${folder}/`) && to.startsWith(`${folder}/`))
  const folders = new Set([folder])
  for (const { from, to } of inside)
    for (const path of [from, to])
      for (let at = path.lastIndexOf('/'); at > folder.length; at = path.lastIndexOf('/', at - 1))
        folders.add(path.slice(0, at))
  return [...folders]
    .sort()
    .flatMap((each) => knotsOf(arrowsWithin(each, inside)).map((knot) => knot.map((name) => `${each}/${name}`)))
}
