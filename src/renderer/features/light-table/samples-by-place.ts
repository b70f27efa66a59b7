import { standsInGrid } from '#shared/domain/grid-sample.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'

/** Samples that have a place in the grid, by `placeKey`. One that is not there has not finished. */
export type SamplesByPlace = ReadonlyMap<string, SampleRow>

/** @param repeat from 0 */
export function placeKey(caseIndex: number, contenderId: string, repeat: number): string {
  return `${caseIndex} ${contenderId} ${repeat}`
}

export function samplesByPlace(rows: readonly SampleRow[]): SamplesByPlace {
  const standing = rows.filter(standsInGrid)
  return new Map(standing.map((row) => [placeKey(row.caseIndex, row.contenderId, row.repeat), row]))
}
