import * as z from 'zod/mini'

// zod compiles schemas with `new Function` where it may; the attempt alone is reported under a strict CSP
z.config({ jitless: true })

/**
 * One schema for each field of a written type, optional where the type is: a field that is missing, extra or of
 * another type in either of the two does not compile.
 */
export type ShapeOf<T> = {
  [Key in keyof T]-?: Record<never, never> extends Pick<T, Key>
    ? z.ZodMiniExactOptional<z.ZodMiniType<NonNullable<T[Key]>>>
    : z.ZodMiniType<T[Key]>
}

/** An object schema for a written type. Unknown keys are faults. */
export function objectOf<T>(shape: ShapeOf<T>): z.ZodMiniType<T> {
  return z.strictObject(shape as unknown as z.core.$ZodLooseShape) as unknown as z.ZodMiniType<T>
}

/** An object schema for a written type. Unknown keys are left out: a newer client may know more. */
export function lenientObjectOf<T>(shape: ShapeOf<T>): z.ZodMiniType<T> {
  return z.object(shape as unknown as z.core.$ZodLooseShape) as unknown as z.ZodMiniType<T>
}

/** Marks a field that may be absent (and, being absent, is not there at all). */
export function maybe<T>(schema: z.ZodMiniType<T>): z.ZodMiniExactOptional<z.ZodMiniType<T>> {
  return z.exactOptional(schema)
}

/** One of several objects, told apart by the field `kind`. */
export function oneOfKinds<T extends { readonly kind: string }>(
  schemas: { readonly [Kind in T['kind']]: z.ZodMiniType<Extract<T, { readonly kind: Kind }>> },
): z.ZodMiniType<T> {
  return z.discriminatedUnion('kind', Object.values(schemas) as never) as unknown as z.ZodMiniType<T>
}

/** A word of a closed list, complete: a word that is missing does not compile. */
export function wordOf<Word extends string>(words: { readonly [Each in NoInfer<Word>]: true }): z.ZodMiniType<Word> {
  return z.enum(Object.keys(words) as [Word, ...Word[]]) as unknown as z.ZodMiniType<Word>
}
