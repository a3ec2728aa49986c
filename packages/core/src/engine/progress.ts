import type { PageId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import { placeOf } from './way.ts'

/** Pages on the longest way that may still lie ahead, the given one included. */
export function longestWay(survey: Survey, from: PageId): number {
  const { pages } = survey
  const known: (number | undefined)[] = []
  return lengthFrom(pages.findIndex((page) => page.id === from))

  function lengthFrom(index: number): number {
    const page = pages[index]
    if (!page) return 0
    // 0 while it is being counted, so that a circle in an unchecked survey ends
    if (known[index] !== undefined) return known[index]
    known[index] = 0
    const branches = page.branches ?? []
    const mayPass = page.showIf || page.questions.every((question) => question.showIf)
    let longest = !mayPass && branches.some((branch) => !branch.when) ? 0 : lengthFrom(index + 1)
    for (const { go } of branches) {
      longest = Math.max(longest, lengthFrom(placeOf(pages, go, index)))
    }
    known[index] = longest + 1
    return longest + 1
  }
}
