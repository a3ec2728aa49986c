/**
 * What every JavaScript runtime has beside the language (the Minimum Common Web API): browsers, Node, workers, React Native.
 * Core outside `src/browser` and `src/node` is compiled with this list and without the types of either, so that nothing of a
 * page or of Node comes in unnoticed. Not published: those who use core have the types of their own runtime.
 */

declare class URL {
  static canParse(url: string, base?: string): boolean
  constructor(url: string, base?: string)
  readonly protocol: string
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

interface CryptoKey {
  readonly type: string
}

declare const crypto: {
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>
  readonly subtle: {
    importKey(
      format: 'raw',
      key: Uint8Array<ArrayBuffer>,
      algorithm: { readonly name: 'HMAC'; readonly hash: 'SHA-256' },
      extractable: boolean,
      uses: readonly 'sign'[],
    ): Promise<CryptoKey>
    sign(algorithm: 'HMAC', key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
  }
}

declare const performance: { now(): number }

declare function setTimeout(run: () => void, ms?: number): number
declare function clearTimeout(timer: number | undefined): void
declare function structuredClone<Value>(value: Value): Value
declare function atob(text: string): string
declare function btoa(text: string): string
