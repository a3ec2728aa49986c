import { may, type Who } from '../access/who.ts'

/** Whether somebody may know who said it. */
export const mayKnow = (who: Who, { project }: { readonly project: string }): boolean =>
  may(who, 'contacts:read', project)
