import { isolated } from '@frankly/core/model'

/** Fills `{name}` places. An unknown name stays as it is, so that a test sees it. */
export function fill(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name]
    return value === undefined ? place : isolated(value, text)
  })
}
