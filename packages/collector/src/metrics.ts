/** Counters for `/metrics`, in memory, from the start of the process. */
export interface Metrics {
  add(name: string, labels?: Readonly<Record<string, string>>, by?: number): void
  /** The counters of one name, with their labels. */
  read(name: string): readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
  /** Prometheus text format 0.0.4. */
  text(gauges: Readonly<Record<string, number>>): string
}

/** Empty counters. */
export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, { readonly labels: Readonly<Record<string, string>>; value: number }>>()
  return {
    add(name, labels = {}, by = 1) {
      const series = counters.get(name) ?? new Map<string, { readonly labels: typeof labels; value: number }>()
      counters.set(name, series)
      const key = Object.entries(labels)
        .map(([label, value]) => `${label}="${value}"`)
        .join(',')
      const counter = series.get(key) ?? { labels, value: 0 }
      counter.value += by
      series.set(key, counter)
    },
    read: (name) => [...(counters.get(name)?.values() ?? [])],
    text(gauges) {
      const lines: string[] = []
      for (const [name, series] of counters) {
        lines.push(`# TYPE frankly_${name} counter`)
        for (const [labels, { value }] of series) lines.push(`frankly_${name}${labels ? `{${labels}}` : ''} ${value}`)
      }
      for (const [name, value] of Object.entries(gauges)) {
        lines.push(`# TYPE frankly_${name} gauge`, `frankly_${name} ${value}`)
      }
      return `${lines.join('\n')}\n`
    },
  }
}
