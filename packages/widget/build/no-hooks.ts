/**
 * Stands in for `preact/hooks`. `@preact/signals` asks for them, to draw a signal as a child of an element and for hooks of
 * its own. Our components are classes and functions without hooks, and read their signals: of either nothing is used, and
 * the hooks would be 0.7 kB before the first question. A component that asks for another hook does not build.
 */
function none(): never {
  throw new Error('This build holds no hooks: read a signal by its `value`, and make a component with state a class.')
}

export { none as useEffect, none as useMemo, none as useRef }
