import { undecidedPictures } from '#shared/fairness/seed-pairs.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { WorkbenchContext } from './context.ts'

/**
 * The rows of a trial, with the hashes of pixels where two files of one seed look just the same: only those tell whether they are.
 * While a trial is measured nothing is decoded for it.
 */
export async function rowsWithPixels(
  trialId: string,
  { store, examiner }: Pick<WorkbenchContext, 'store' | 'examiner'>,
): Promise<SampleRow[]> {
  const rows = store.samples.rows(trialId)
  if (store.trials.runningIds().length > 0) return rows
  const lanes = Map.groupBy(rows, ({ contenderId }) => contenderId)
  const undecided = [...lanes.values()].flatMap(undecidedPictures)
  if (undecided.length === 0) return rows
  await examiner.hashPixels(undecided)
  return store.samples.rows(trialId)
}
