/**
 * What Node gives: a folder on disk, time, chance. For programs without a page: kiosks, bots, scripts, servers.
 * @packageDocumentation
 */
export { createNodePlatform, type NodePlatformOptions } from './node-platform.ts'
export {
  type Proof,
  type SignedFact,
  type SigningKey,
  type SignOptions,
  signOrder,
  signSubject,
  signSurvey,
  type VerifyOptions,
  verifyFact,
} from './sign-facts.ts'
