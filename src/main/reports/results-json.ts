import type { Results } from '#shared/domain/results.ts'
import { harmlessJson } from '#shared/units/harmless-text.ts'

/** `results.json`, with two spaces of indent: see `Results`. */
export function resultsJson(given: Omit<Results, 'format' | 'version'>): string {
  const results: Results = { format: 'assay-results', version: 1, ...given }
  return `${harmlessJson(results, 2)}\n`
}
