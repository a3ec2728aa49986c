import { css as look } from '../look/look.css.ts'
import { css as marks } from '../questions/marks/marks.css.ts'

/** Styles of the first chunk; tokens come with the look of the run, further kinds bring their own. */
export const styles: string = look + marks
