import { isBuiltin } from 'node:module'
import { posix } from 'node:path'

/** Where an import leads: a file of the repository, a package, or a module of Node. */
export type Target = { kind: 'file'; path: string } | { kind: 'package'; name: string } | { kind: 'node'; name: string }

/** The package imports of package.json, as folders from the repository's root. */
const ROOTS: Record<string, string> = {
  '#shared': 'src/shared',
  '#main': 'src/main',
  '#renderer': 'src/renderer',
  '#resources': 'resources',
  '#tests': 'tests',
}

/**
 * Resolves a specifier as Node does here: no guessed extension, no index file.
 * @param from path of the importing file from the repository's root
 */
export function resolveImport(from: string, specifier: string): Target {
  const address = specifier.replace(/[?].*$/, '')
  if (address.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(from), address) }
  const [first = '', second = ''] = address.split('/')
  const root = ROOTS[first]
  if (root !== undefined) return { kind: 'file', path: posix.join(root, address.slice(first.length + 1)) }
  if (isBuiltin(address)) return { kind: 'node', name: address.replace(/^node:/, '') }
  return { kind: 'package', name: first.startsWith('@') ? `${first}/${second}` : first }
}
