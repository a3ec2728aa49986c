/** `queueMicrotask` for preact, also on pages that have taken it away: `await` belongs to the language. */
export async function soonest(run: () => void): Promise<void> {
  await undefined
  run()
}
