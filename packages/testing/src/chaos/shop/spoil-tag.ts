import { spoilt } from './spoil.ts'

/** For the build of the tag: its sources without one cure. */
const plugin: { readonly name: string; load(id: string): string | undefined } = {
  name: 'without-a-cure',
  load: (id) => spoilt(id),
}
export default plugin
