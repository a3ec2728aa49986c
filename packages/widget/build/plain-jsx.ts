import { Fragment, h } from 'preact'

/** Stands in for `preact/jsx-runtime`, which makes elements anew beside the function for it that is here anyway. */
export function jsx(type: Parameters<typeof h>[0], props: object, key?: string): ReturnType<typeof h> {
  return h(type as string, key === undefined ? props : { ...props, key })
}

export { Fragment, jsx as jsxs }
