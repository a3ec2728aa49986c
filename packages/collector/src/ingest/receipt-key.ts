/** A receipt code as it is compared: upper case, without separators; letters read for digits are taken as digits. */
export function receiptKey(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}
