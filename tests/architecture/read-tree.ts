import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '../..')

/** Every file under src/ by its path from the repository's root, with forward slashes. Text for code, empty for the rest. */
export function readTree(): Map<string, string> {
  const paths = globSync('src/**/*.*', { cwd: repository }).map((path) => path.replaceAll('\\', '/'))
  return new Map(
    paths
      .sort()
      .map((path) => [path, /\.(ts|tsx|mjs)$/.test(path) ? readFileSync(join(repository, path), 'utf8') : '']),
  )
}
