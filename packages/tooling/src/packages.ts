import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { root } from './run.ts'

/** A folder of the workspace that holds a package.json. */
export interface WorkspacePackage {
  /** For example `@frankly/core`. */
  readonly name: string
  /** For example `packages/core`. */
  readonly folder: string
  readonly private: boolean
  readonly scripts: Readonly<Record<string, string>>
}

/** All packages below `packages/` or `examples/`. */
export function workspacePackages(below: 'packages' | 'examples'): readonly WorkspacePackage[] {
  return readdirSync(`${root}${below}`)
    .sort()
    .filter((name) => existsSync(`${root}${below}/${name}/package.json`))
    .map((name) => {
      const folder = `${below}/${name}`
      const manifest = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'))
      return { name: manifest.name, folder, private: manifest.private === true, scripts: manifest.scripts ?? {} }
    })
}

/** The packages that are published. */
export function publicPackages(): readonly WorkspacePackage[] {
  return workspacePackages('packages').filter((found) => !found.private)
}
