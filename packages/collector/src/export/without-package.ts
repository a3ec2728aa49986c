/** The package that writes the format is not installed. */
export class WithoutPackage extends Error {
  override readonly name = 'WithoutPackage'

  constructor(format: string, missing: string, cause: unknown) {
    super(`${format} is written by the package "${missing}", which is not installed: npm install ${missing}`, { cause })
  }
}
