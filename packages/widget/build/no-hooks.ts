/**
 * In place of `preact/hooks`, which the build leaves out. `@preact/signals` asks for hooks where a signal is given to an
 * element as its text, and in `useSignal` and its like. Our screens read signals by `.value` and keep state of their own
 * in class components; one that does otherwise fails here, at its first drawing.
 */
function noHook(): never {
  throw new Error('built without preact/hooks: read a signal by its value')
}

export { noHook as useEffect, noHook as useMemo, noHook as useRef }
