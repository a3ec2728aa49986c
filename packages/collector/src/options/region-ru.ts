import type { Issue, Survey } from '@frankly/core'
import type { ResolvedOptions, ResolvedProject } from './options.ts'

/** Days after which contact data goes where the region is `ru` and the project names none of its own. */
export const RU_CONTACT_DAYS = 90

/** Hosts under these ends are taken for Russian ones; others are named in `homeHosts`. */
const RUSSIAN = /(^|\.)(ru|su|xn--p1ai|рф)$/i

/**
 * What a project of the region `ru` has not shown yet: that personal data lands in Russia first (23-FZ), by a consent of its
 * own (156-FZ), and goes again (152-FZ). Warnings: only the shop knows where its machines stand.
 * @param options.publicUrl - address of the collector as customers see it
 * @param options.s3 - where photos lie
 */
export function ruWarnings(
  project: ResolvedProject,
  { publicUrl, s3 }: Pick<ResolvedOptions, 'publicUrl' | 's3'>,
): readonly Issue[] {
  const { privacy, config, key } = project
  if (privacy.region !== 'ru') return []
  const warn = (path: string, found: unknown, wanted: string, hint: string): Issue => ({
    code: 'region-ru',
    path: `projects.${key}.${path}`,
    found,
    wanted,
    hint,
  })
  const host = publicUrl === undefined ? undefined : new URL(publicUrl).hostname
  const isHome = (name: string) => RUSSIAN.test(name) || privacy.homeHosts?.some((home) => isUnder(name, home))
  const bucketHost = s3 && new URL(s3.endpoint).hostname
  return [
    ...(bucketHost === undefined || isHome(bucketHost)
      ? []
      : [
          warn(
            'privacy.homeHosts',
            `photos at ${bucketHost}`,
            'the name of a host in Russia',
            'photos are personal data too; if the bucket stands there, name its host',
          ),
        ]),
    ...(host !== undefined && isHome(host)
      ? []
      : [
          warn(
            'privacy.homeHosts',
            host ?? 'no publicUrl',
            'the name of a host in Russia',
            'personal data of citizens has to be stored in Russia first; if this collector stands there, name its host',
          ),
        ]),
    ...(config.privacyUrl
      ? []
      : [warn('privacyUrl', 'nothing', 'the address of the policy', 'customers are told who processes their data')]),
    ...config.surveys
      .filter((survey) => asksFor(survey, 'contact') && !hasOwnConsent(survey))
      .map((survey) =>
        warn(
          `surveys ${survey.id}`,
          'a contact question without a consent of its own',
          'a block of kind consent with purpose personal_data_ru and a link to its document',
          'since 1 September 2025 the consent is a document of its own',
        ),
      ),
  ]
}

const isUnder = (host: string, home: string): boolean => host === home || host.endsWith(`.${home}`)

const blocksOf = (survey: Survey) => survey.pages.flatMap(({ questions }) => questions)
const asksFor = (survey: Survey, kind: string): boolean => blocksOf(survey).some((block) => block.kind === kind)
const hasOwnConsent = (survey: Survey): boolean =>
  blocksOf(survey).some((block) => block.kind === 'consent' && block.purpose === 'personal_data_ru' && block.link)
