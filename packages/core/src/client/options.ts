import { FeedbackError, type Issue } from '../model/errors.ts'
import type { EpochMs, Locale, ProjectKey } from '../model/ids.ts'
import { RECORDED_FACTS, type RecordedFact } from '../model/recorded-context.ts'
import type { OrderContext, ResponseMode, SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import type { Platform } from '../platform/platform.ts'
import type { StorageMode } from '../platform/storage-mode.ts'
import type { Ledger } from '../targeting/ledger.ts'
import type { GovernorPolicy } from '../targeting/policy.ts'
import type { Transport } from '../transport/transport.ts'
import type { ProjectConfig } from '../wire/config.ts'
import type { FeedbackConsent } from './consent.ts'

/** What a client is made of. Only `project`, `transport` and a source of surveys are needed. @public */
export interface ClientOptions {
  /** Public key of the project, for example `pk_demo`. */
  readonly project: ProjectKey
  /** Where answers go: any adapter. */
  readonly transport: Transport
  /** Surveys written in code. Give these or `config`; both: these come first. */
  readonly surveys?: readonly Survey[]
  /** Surveys and policy from the collector, or a function that fetches them; it is called at the first need, and again when it failed. */
  readonly config?: ProjectConfig | (() => Promise<ProjectConfig>)
  /** Frequency policy; its fields go before those of `config`. */
  readonly governor?: GovernorPolicy
  /** Clock, chance, stores, network and log. Default: in memory, gone with the program. In a page: `createBrowserPlatform()` of `@frankly/core/browser`; in Node: `createNodePlatform()` of `@frankly/core/node`, which keeps answers on disk. */
  readonly platform?: Platform
  /** Language of the customer. Default `en`. */
  readonly locale?: Locale
  /** Default `web`. `kiosk` keeps no drafts: the next visitor is another one. */
  readonly mode?: Exclude<ResponseMode, 'mystery'>
  /** A trial: answers are marked, samples and the governor do not count. Default `false`. */
  readonly test?: boolean
  /** How long the device may remember what was asked. Default `local`; nothing is written before the customer acts. */
  readonly storage?: StorageMode
  /** Default `granted`: a shop may ask its buyers in place; `denied` waits for `consent('granted')`. */
  readonly consent?: Exclude<FeedbackConsent, 'withdrawn'>
  /** What is recorded of the context beyond the narrow default: the order's lines, its coupon, the path as it is. Default: as in `config`, else nothing. */
  readonly record?: readonly RecordedFact[]
  /** May `track`, `purchase` and `signal` begin a survey? Default `true`. */
  readonly auto?: boolean
  /** An answer is saved so long after the last change, ms, and at once on `next`, `submit` and leaving. Default 400. */
  readonly saveAfterMs?: number
  /** How long a begun run can be taken up again, days. Default 7; 0: never. */
  readonly draftDays?: number
  /** Address of the page, asked at each decision. Default: none. */
  readonly url?: () => string
  /** What the customer holds, asked at each decision. Default: not known. */
  readonly device?: () => 'phone' | 'tablet' | 'desktop' | undefined
  /** Minutes east of UTC at a moment, as the customer's clock has it. Default: not known. */
  readonly utcOffset?: (at: EpochMs) => number | undefined
  /** Asks the collector what it knows of a visitor or order. Waited for at most 1.5 s. Default: nobody is asked. */
  readonly contactHistory?: (who: ContactHistoryQuery) => Promise<ContactHistory | undefined>
}

/** Of whom the collector is asked. @public */
export interface ContactHistoryQuery {
  /** Who is known. */
  readonly subject?: SubjectRef
  /** The order of the visit. */
  readonly order?: OrderContext
}

/** What the collector knows of a visitor: the browser's own record is only a cache of it. @public */
export interface ContactHistory {
  /** What they were asked, over all devices. */
  readonly ledger?: Ledger
  /** A complaint of theirs is not closed: nothing else is asked. */
  readonly caseOpen?: boolean
}

/** The options with every default filled in. @internal */
export type ResolvedOptions = Required<Omit<ClientOptions, 'config' | 'contactHistory' | 'record'>> &
  Pick<ClientOptions, 'config' | 'contactHistory' | 'record'>

const MODES: readonly string[] = ['web', 'link', 'qr', 'kiosk', 'phone', 'observer', 'import']

/**
 * Fills in defaults, once.
 * @throws FeedbackError `option-invalid` with every bad value, its path and what was wanted
 * @internal
 */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  const issues: Issue[] = []
  const must = (path: string, found: unknown, holds: boolean, wanted: string) => {
    if (!holds) issues.push({ code: 'option-invalid', path, found: shown(found), wanted })
  }
  const given: Partial<ClientOptions> = options ?? {}
  const { project, transport, surveys, config, storage, consent, mode, governor } = given
  must('project', project, typeof project === 'string' && project !== '', 'the public key of a project')
  must('transport', transport, typeof transport?.send === 'function', 'an adapter with send()')
  must('surveys', surveys, surveys === undefined || Array.isArray(surveys), 'a list of surveys')
  must('surveys', surveys, surveys !== undefined || config !== undefined, 'surveys or config')
  must('storage', storage, [undefined, 'none', 'session', 'local'].includes(storage), 'none, session or local')
  must('consent', consent, [undefined, 'granted', 'denied'].includes(consent), 'granted or denied')
  must('mode', mode, mode === undefined || MODES.includes(mode), `one of ${MODES.join(', ')}`)
  must(
    'record',
    given.record,
    given.record === undefined ||
      (Array.isArray(given.record) && given.record.every((fact) => RECORDED_FACTS.includes(fact))),
    `a list of ${RECORDED_FACTS.join(', ')}`,
  )
  for (const name of ['saveAfterMs', 'draftDays'] as const)
    must(name, given[name], isAmount(given[name]), 'a number from 0')
  for (const name of ['test', 'auto'] as const)
    must(name, given[name], ['undefined', 'boolean'].includes(typeof given[name]), 'true or false')
  for (const name of ['url', 'device', 'utcOffset', 'contactHistory'] as const)
    must(name, given[name], ['undefined', 'function'].includes(typeof given[name]), 'a function')
  for (const [name, value] of Object.entries(governor ?? {}))
    if (name !== 'quietHours' && name !== 'oncePerOrder')
      must(`governor.${name}`, value, isAmount(value), 'a number from 0')
  if (issues.length > 0) throw new FeedbackError('option-invalid', { issues })
  return {
    surveys: [],
    governor: {},
    platform: given.platform ?? createMemoryPlatform(),
    locale: 'en',
    mode: 'web',
    test: false,
    storage: 'local',
    consent: 'granted',
    auto: true,
    saveAfterMs: 400,
    draftDays: 7,
    url: () => '',
    device: () => undefined,
    utcOffset: () => undefined,
    ...defined(options),
  }
}

function isAmount(value: unknown): boolean {
  return value === undefined || (typeof value === 'number' && value >= 0)
}

function shown(value: unknown): unknown {
  return typeof value === 'function' ? 'a function' : value
}

function defined<Given extends object>(options: Given): Given {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given
}
