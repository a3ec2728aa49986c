import type { EpochMs, Issue, ProjectConfig, ProjectKey, Survey } from '@frankly/core'
import type { ResolvedOidc } from '../access/oidc.ts'
import type { LogFormat } from '../log.ts'
import type { Limits } from './limits.ts'
import type { AttachmentOptions, ResolvedS3 } from './read-attachments.ts'
import type { Destination, DestinationOptions, ProjectPrivacy } from './read-destinations.ts'
import type { ResolvedSpool, SpoolOptions } from './read-spool.ts'
import type { Secret } from './reader.ts'

export type { ResolvedOidc } from '../access/oidc.ts'
export type { LogFormat } from '../log.ts'

export type { Scrub } from '../words/scrub.ts'

export type { AttachmentOptions, ResolvedS3, S3Options } from './read-attachments.ts'
export type { Destination, DestinationOptions, ProjectPrivacy } from './read-destinations.ts'
export type { ResolvedSpool, SpoolOptions } from './read-spool.ts'
export type { Secret } from './reader.ts'

/** One shop. @public */
export interface ProjectOptions extends Partial<Omit<ProjectConfig, 'project' | 'surveys' | 'shop'>> {
  /** Name of the shop, for texts. */
  readonly shop: string
  /** Sites that may use the project: `https://shop.example`, `https://*.shop.example`, `loopback`, `*`. */
  readonly origins: readonly string[]
  /** Definitions, or paths of JSON files relative to the configuration file. */
  readonly surveys: readonly (Survey | string)[]
  /** Where answers are sent on to. Default: nowhere. */
  readonly destinations?: readonly DestinationOptions[]
  /** What the shop’s law allows to leave. Default: everything that a destination declares. */
  readonly privacy?: ProjectPrivacy
  /** How long what is kept, in days. Default: until it is erased. */
  readonly retention?: RetentionRules
  /**
   * Secrets of the shop's server, by key id: what they sign (`signOrder`, `signSubject` of `@frankly/core/node`) counts
   * across devices. Two while one is replaced. Default: none, and each device knows only itself.
   */
  readonly signing?: SigningOptions
  /**
   * Public keys, when the first one is to be replaced: a page with any of them is let in, until the time that stands beside
   * it (ISO 8601). Default: the project's own name, for ever. With this option the name counts only if it is listed.
   */
  readonly keys?: Readonly<Record<string, { readonly until?: string }>>
  /** Two answers in Frankly's own form faster than `fasterThanMs` are stored and flagged. Default 300; 0: never. */
  readonly spam?: Partial<SpamRules>
}

/** How signatures of the shop's server are checked. @public */
export interface SigningOptions {
  /** By key id. */
  readonly keys: Readonly<Record<string, Secret>>
  /**
   * What becomes of an answer with a bad signature. `count`: it counts, and says that its signature is bad. `hold`: a person
   * looks at it first. Never refused. Default `count`.
   */
  readonly bad?: 'count' | 'hold'
}

/** A sign-in that the shop has already, by OpenID Connect. Needs the package `openid-client`. @public */
export interface OidcOptions {
  /** Its address, as its discovery document names it. `https:`, on this machine also `http:`. */
  readonly issuer: string
  /** As the issuer knows the collector; its redirect address is `PUBLIC_URL/login/oidc/return`. */
  readonly clientId: string
  /** The secret that goes with it. Default: none, for a public client. */
  readonly clientSecret?: Secret
  /** What the sign-in page calls it. Default: the issuer's host. */
  readonly name?: string
}

/** The configuration file. @public */
export interface CollectorOptions {
  /** `sqlite:PATH`, `postgres://…` or `{"env": "NAME"}`. Default: `frankly.sqlite` in the data folder. */
  readonly store?: string | Secret
  /** NATS JetStream before the store, for spikes. Default: none, answers go straight to the store. */
  readonly spool?: SpoolOptions
  /** Where photos lie. Default: in the store. */
  readonly attachments?: AttachmentOptions
  /** `text` for people, `json` for programs that gather logs. Default `text`. */
  readonly log?: LogFormat
  /** Default 127.0.0.1 */
  readonly host?: string
  /** Default 8787; 0: any free one. */
  readonly port?: number
  /**
   * How long the collector goes on answering after SIGTERM or Ctrl-C while `/readyz` says 503, ms, up to 600,000; then it
   * closes its port. For a balancer that has to notice. Default 0: at once.
   */
  readonly drainMs?: number
  /** Address as customers see it, when a proxy stands before. */
  readonly publicUrl?: string
  /** Further names the staff pages answer to, such as `feedback.example` or `10.0.0.7:8787`, as in a `Host` header. */
  readonly hosts?: readonly string[]
  /** Proxies whose `X-Forwarded-For` is believed, as addresses or networks: `127.0.0.1`, `10.0.0.0/8`. Default: none. */
  readonly trustedProxies?: readonly string[]
  /** Folder of the built widget. Default: the one of this installation. */
  readonly widgetDir?: string
  /** Opens the staff pages. Without it, and without the variable `FRANKLY_STAFF_TOKEN`, they stay closed. */
  readonly staff?: { readonly token?: Secret; readonly oidc?: OidcOptions }
  /** A token that may read `/metrics` and nothing else. Default: the staff token alone may. */
  readonly metrics?: { readonly token?: Secret }
  /** By public key. At least one. */
  readonly projects: Readonly<Record<ProjectKey, ProjectOptions>>
  /** Bounds that differ from {@link LIMITS}. */
  readonly limits?: Partial<Limits>
}

/** When an answer is looked at by a person before it counts. @public */
export interface SpamRules {
  /**
   * Two answers or more within this time of the first sight of Frankly's own form, ms. 0: not judged.
   *
   * 300 by default: nobody reads two questions and moves a finger twice in that time, not by keyboard either, while a
   * program that fills in the form needs a few milliseconds. One answer alone is never too fast, since a person who
   * waits for the question needs about 200 ms for one press. Programs that post without the form are not judged by
   * time: they write their own times.
   */
  readonly fasterThanMs: number
}

/**
 * Whether a survey is asked. `early`, `over`: outside its schedule; `retired`: the configuration published it and no longer
 * names it. @public
 */
export type Availability = 'open' | 'paused' | 'early' | 'over' | 'retired'

/** Published versions, by the survey's id and by number. @public */
export type Published = ReadonlyMap<string, ReadonlyMap<number, Survey>>

/**
 * Days after the latest revision of a response arrived, from 31 on: a phone may hold an answer for 30. What is left out is
 * kept until it is erased, counts for ever. @public
 */
export interface RetentionRules {
  /** Addresses, the person, the number of the order, receipt codes; addresses and numbers in free text are masked. */
  readonly contact?: number
  /** What customers wrote. Ratings and choices stay. */
  readonly text?: number
  /** Photos. */
  readonly attachments?: number
  /** The whole response. */
  readonly responses?: number
  /** Counts of how often surveys were shown, begun, closed and held back. They are of whole days (UTC), which count from their end. */
  readonly aggregates?: number
}

/** A public key of a project. @public */
export interface PublicKey {
  /** As it stands in the page. */
  readonly key: string
  /** Nobody is let in with it from then on. Absent: for ever. */
  readonly until?: EpochMs
}

/** A project, complete. @public */
export interface ResolvedProject {
  /** Its name, under which all of it is kept. */
  readonly key: ProjectKey
  /** Keys that let a page in. */
  readonly publicKeys: readonly PublicKey[]
  /** Sites that may use it. */
  readonly origins: readonly string[]
  /** What the widget is given. Its surveys: those that customers are asked at this moment. */
  readonly config: ProjectConfig
  /** Surveys as the configuration has them. */
  readonly configured: readonly Survey[]
  /** Every survey as it is asked or was asked last: its newest version. */
  readonly surveyById: ReadonlyMap<string, Survey>
  /** Every version. Before a store was asked: those of the configuration. */
  readonly published: Published
  /** Of each survey. */
  readonly availability: ReadonlyMap<string, Availability>
  /** With their secrets filled in. */
  readonly destinations: readonly Destination[]
  /** What may leave, for all destinations. */
  readonly privacy: ProjectPrivacy
  /** How long what is kept. */
  readonly retention: RetentionRules
  /** Secrets by key id. */
  readonly signingKeys: ReadonlyMap<string, string>
  /** An answer with a bad signature waits for a person. */
  readonly holdsBadSignatures: boolean
  /** When an answer is held. */
  readonly spam: SpamRules
}

/** The configuration, complete. @public */
export interface ResolvedOptions {
  /** `sqlite:PATH` or `postgres://…`. */
  readonly store: string
  /** Absent: answers go straight to the store. */
  readonly spool?: ResolvedSpool
  /** Absent: photos lie in the store. */
  readonly s3?: ResolvedS3
  /** How the log is written. */
  readonly log: LogFormat
  /** Address to listen on. */
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Between the word to stop and the closing of the port, ms. */
  readonly drainMs: number
  /** Without a slash at its end. */
  readonly publicUrl?: string
  /** Names that the staff pages answer to, beside the own ones. */
  readonly hosts: readonly string[]
  /** Addresses and networks. */
  readonly trustedProxies: readonly string[]
  /** Absolute. */
  readonly widgetDir: string
  /** Absent: the staff pages are closed. */
  readonly staffToken?: string
  /** Absent: people sign in here alone. */
  readonly oidc?: ResolvedOidc
  /** Absent: the staff token alone opens `/metrics`. */
  readonly metricsToken?: string
  /** By public key. */
  readonly projects: ReadonlyMap<ProjectKey, ResolvedProject>
  /** All of them. */
  readonly limits: Limits
}

/** What stands around the configuration. @public */
export interface Surroundings {
  /** Folder for the store. */
  readonly dataDir: string
  /** Folder that relative paths in the configuration start from. */
  readonly baseDir: string
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The configuration with what is wrong with it. @public */
export interface ReadOptions {
  /** With defaults where something is wrong. */
  readonly options: ResolvedOptions
  /** Everything that is wrong; empty: nothing. */
  readonly faults: readonly Issue[]
  /** Files that secrets were read from. */
  readonly secretFiles: readonly string[]
}
