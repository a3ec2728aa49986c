/** A note from further in the future, ms, was written by a wrong clock. */
const DAY = 86_400_000

/**
 * Has the governor noted that nothing need be asked now (`keepLedger`)? A storage that throws is an empty one, and so
 * is one whose note comes from the future [L3].
 */
export function isQuiet(project: string): boolean {
  return (['sessionStorage', 'localStorage'] as const).some((storage) => {
    try {
      const [until, noted] = JSON.parse(window[storage].getItem(`frankly.${project}.quiet`)!)
      return until > Date.now() && noted < Date.now() + DAY
    } catch {
      return false
    }
  })
}
