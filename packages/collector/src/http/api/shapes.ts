import { z } from 'zod'

/** Text in an address; what is empty counts as not given. */
export const word: z.ZodType<string | undefined, string | undefined> = z
  .string()
  .optional()
  .transform((text) => text || undefined)

/** A whole number in an address, within bounds; anything else is the default. */
export function limit(most: number, otherwise: number): z.ZodType<number, string | undefined> {
  const cut = (text: string | undefined) => Math.min(most, Math.max(1, Number(text ?? otherwise) || otherwise))
  return z
    .string()
    .optional()
    .transform(cut)
    .meta({ description: `1 to ${most}, ${otherwise} by default` })
}

/** The page's language. */
export const lang: z.ZodType<string | undefined> = z.string().optional().meta({ description: 'en or ru' })

/** RFC 9457. */
export const Problem: z.ZodType = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    retryable: z.boolean().optional(),
    retryAfterMs: z.int().optional(),
    issues: z
      .array(
        z.object({
          path: z.string(),
          found: z.unknown().optional(),
          wanted: z.string(),
          hint: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' })

/** `{key}` of a public call. */
export const publicProject: z.ZodObject<{ key: z.ZodString }> = z.object({ key: z.string() })

/** How many. */
export const count: z.ZodInt = z.int().min(0)

/** What a client posts. */
export const ResponsesEnvelope: z.ZodType = z
  .object({ sentAt: z.int().optional(), items: z.array(z.looseObject({})).max(50) })
  .meta({ id: 'ResponsesEnvelope' })

const ItemResult = z
  .object({
    id: z.string(),
    revision: z.int(),
    status: z.enum(['stored', 'duplicate', 'stale', 'conflict', 'rejected', 'retry']),
    problem: Problem.optional(),
    receipt: z.object({ code: z.string(), url: z.string().optional() }).optional(),
    has: z.object({ revision: z.int(), writer: z.string().optional() }).optional(),
    erased: z.literal(true).optional(),
    spooled: z.literal(true).optional(),
    leftOut: z.array(z.string()).max(20).optional(),
  })
  .meta({ id: 'ItemResult' })

/** What it is told. */
export const ResponsesReply: z.ZodType = z
  .object({ results: z.array(ItemResult), now: z.int(), retryAfterMs: z.int().optional() })
  .meta({ id: 'ResponsesReply' })

/** What another browser's governor must know. */
export const ContactHistory: z.ZodType = z
  .object({
    ledger: z.object({
      shown: z.array(z.unknown()).max(0),
      dismissed: z.int(),
      answered: z.int(),
      surveys: z.record(z.string(), z.never()),
      orders: z.array(z.string()).max(1),
    }),
  })
  .meta({ id: 'ContactHistory' })
