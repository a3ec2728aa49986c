/**
 * A number, telephone number or code as every check and receiver reads it: digits of any script (`۱۲۳`, `١٢٣`, `१२३`,
 * `１２３`) become ASCII digits, full-width signs and dashes their plain ones, `٫` a point; `٬` and the invisible marks
 * of direction that phones put around a number which is copied from them go.
 * @public
 */
export function plainDigits(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[٬\p{Cf}]/gu, '')
      .replaceAll('٫', '.')
      // also the minus sign, and the long vowel that a Japanese keyboard has where its dash is
      .replace(/[\p{Pd}−ー]/gu, '-')
      .replace(/[^\P{Nd}\d]/gu, (digit) => {
        // Unicode holds the digits of a script in one row from 0 to 9; rows that touch are whole ones
        let steps = -1
        for (let at = digit.codePointAt(0)!; /\p{Nd}/u.test(String.fromCodePoint(at)); at--) steps++
        return `${steps % 10}`
      })
  )
}
