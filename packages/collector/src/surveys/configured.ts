import type { ProjectKey, Survey } from '@frankly/core'
import type { Published, ResolvedProject } from '../options/options.ts'
import { type Difference, differenceLines, differences } from './diff.ts'

/** How a survey of the configuration stands to what is published. */
export type Finding = {
  readonly project: ProjectKey
  readonly survey: Survey
} & (
  | { readonly state: 'same' }
  /** Its number is free: it is published. */
  | { readonly state: 'new' }
  /** [SV2] Its number was published with another body, which goes on being asked. */
  | { readonly state: 'changed'; readonly found: readonly Difference[]; readonly next: number }
  /** [SV3] A higher version is published, and is what is asked. */
  | { readonly state: 'behind'; readonly newest: number; readonly next: number }
)

/** Compares what a project's configuration says with what is published. */
export function configuredFindings(project: ResolvedProject, published: Published): readonly Finding[] {
  return project.configured.map((survey): Finding => {
    const about = { project: project.key, survey }
    const versions = published.get(survey.id)
    const newest = newestOf(versions)
    const stored = versions?.get(survey.version)
    if (stored) {
      const found = differences(stored, survey)
      if (found.length > 0) return { ...about, state: 'changed', found, next: newest + 1 }
      return newest > survey.version
        ? { ...about, state: 'behind', newest, next: newest + 1 }
        : { ...about, state: 'same' }
    }
    return survey.version > newest
      ? { ...about, state: 'new' }
      : { ...about, state: 'behind', newest, next: newest + 1 }
  })
}

/** The highest number; 0: none. */
export function newestOf(versions: ReadonlyMap<number, Survey> | undefined): number {
  return Math.max(0, ...(versions?.keys() ?? []))
}

/** What a person reads of a finding, with what to do; nothing where all is well. */
export function findingLines(finding: Finding): readonly string[] {
  const { project, survey, state } = finding
  const at = `survey ${survey.id} (${project})`
  if (state === 'same' || state === 'new') return []
  const cure = `publish it as version ${finding.next}: frankly survey publish ${survey.id} --project ${project} --bump`
  if (state === 'behind') {
    return [
      `${at}: the configuration has version ${survey.version}, but version ${finding.newest} is published and is asked; take its words into the file (frankly survey show ${survey.id} --project ${project}), or ${cure}`,
    ]
  }
  return [
    `${at}: version ${survey.version} is published with another body and goes on being asked; the one in the configuration is not taken; ${cure}`,
    ...differenceLines(finding.found).map((line) => `  ${line}`),
  ]
}
