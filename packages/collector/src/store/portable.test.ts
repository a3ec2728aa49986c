import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** What CockroachDB, YugabyteDB or Citus do not have, or have in another way. */
const NOT_PORTABLE = [
  /\b(big|small)?serial\b/i,
  /\bnextval\b|create sequence|generated (always|by default) as identity/i,
  /create (or replace )?(trigger|function|procedure|rule)\b/i,
  /pg_(try_)?advisory/i,
  /\b(listen|notify) [a-z_]+;|pg_notify/i,
  /skip locked/i,
  /\bctid\b|\boid\b.*select/i,
  /create (unlogged|temp|temporary) table/i,
  /deferrable|exclude using|inherits \(/i,
]

describe('SQL of the store', () => {
  it('[I17] uses what every database has that speaks PostgreSQL', () => {
    const files = globSync('**/*.ts', { cwd: folder }).filter((file) => !file.endsWith('.test.ts'))
    expect(files.length).toBeGreaterThan(30)
    const found = files.flatMap((file) => {
      const code = readFileSync(`${folder}${file}`, 'utf8').replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '')
      return NOT_PORTABLE.filter((pattern) => pattern.test(code)).map((pattern) => `${file}: ${pattern}`)
    })
    expect(found).toEqual([])
  })
})
