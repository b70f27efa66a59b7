import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Beside the packages: thrown away with them, never committed. */
const file = resolve(import.meta.dirname, '../../node_modules/.cache/assay-browser')

/** The browser that has opened a page before and is still there, or null. */
export function rememberedBrowser(): string | null {
  if (!existsSync(file)) return null
  const path = readFileSync(file, 'utf8').trim()
  return existsSync(path) ? path : null
}

export function rememberBrowser(path: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${path}\n`)
}
