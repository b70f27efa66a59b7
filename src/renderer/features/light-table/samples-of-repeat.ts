import { standsInGrid } from '#shared/domain/grid-sample.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'

/** Samples of one repeat by `cellKey`. One that is not there has not finished. */
export type SamplesOfRepeat = ReadonlyMap<string, SampleRow>

export function cellKey(caseIndex: number, contenderId: string): string {
  return `${caseIndex} ${contenderId}`
}

/** @param repeat from 0 */
export function samplesOfRepeat(rows: readonly SampleRow[], repeat: number): SamplesOfRepeat {
  return new Map(
    rows
      .filter((row) => row.repeat === repeat && standsInGrid(row))
      .map((row) => [cellKey(row.caseIndex, row.contenderId), row]),
  )
}
