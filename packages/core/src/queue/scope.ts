import type { ProjectKey } from '../model/ids.ts'

/** First part of every key of a project's records. */
export function scopeOf(project: ProjectKey): string {
  return `${encodeURIComponent(project)}:`
}
