/** Parts as long as RFC 5321 lets them be: without a bound, 20,000 letters without an `@` would take seconds. */
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu
/**
 * 9 to 19 digits with the separators people put between them: phone and card numbers alike. No lookbehind: Safari
 * before 16.4 cannot even parse one.
 */
const DIGITS = /(^|[^\p{L}\p{N}])\+?\(?\d(?:[\s().-]{0,2}\d){8,18}(?![\p{L}\p{N}])/gu

/**
 * Masks e-mail addresses, phone and card numbers in free text. A rule, not a proof: it finds what looks like one.
 */
export function maskContacts(text: string): string {
  return text.replace(EMAIL, '[e-mail]').replace(DIGITS, '$1[number]')
}

/** Takes secrets out of a text that goes into logs or dead letters. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => (secret.length > 3 ? left.split(secret).join('[secret]') : left), text)
}
