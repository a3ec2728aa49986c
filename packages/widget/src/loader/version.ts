/** Version of this build, for `status()`. */
export const VERSION = '0.0.0'
