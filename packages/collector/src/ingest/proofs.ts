import type { EpochMs, Response } from '@frankly/core'
import { type Proof, verifyFact } from '@frankly/core/node'
import type { ResolvedProject } from '../options/options.ts'

/** A response whose signatures were checked. */
export interface Proven {
  /** Without the signatures: whoever reads an answer needs none, and with one could ask about the customer. */
  readonly response: Response
  readonly orderProof?: Proof
  readonly subjectProof?: Proof
}

/** [L8] Checks the signatures over order and subject. A bad one costs no answer: it only proves nothing. */
export function proven(response: Response, { key, signingKeys }: ResolvedProject, now: EpochMs): Proven {
  const { context, subject } = response
  const { order } = context
  const options = { project: key, keys: signingKeys, now }
  const proofs = {
    ...(order && { orderProof: verifyFact('order', order.orderId, order.signature, options) }),
    ...(subject && { subjectProof: verifyFact('subject', subject.id, subject.signature, options) }),
  }
  if (order?.signature === undefined && subject?.signature === undefined) return { response, ...proofs }
  return {
    response: {
      ...response,
      context: { ...context, ...(order && { order: unsigned(order) }) },
      ...(subject && { subject: unsigned(subject) }),
    },
    ...proofs,
  }
}

/** Why an answer with a bad signature is held, where the project wants that. It is stored all the same. */
export function badSignature(
  { orderProof, subjectProof }: Pick<Proven, 'orderProof' | 'subjectProof'>,
  { holdsBadSignatures }: ResolvedProject,
): string | undefined {
  return holdsBadSignatures && (orderProof === 'bad' || subjectProof === 'bad') ? 'bad_signature' : undefined
}

function unsigned<Signed extends { readonly signature?: string }>({
  signature: _,
  ...rest
}: Signed): Omit<Signed, 'signature'> {
  return rest
}
