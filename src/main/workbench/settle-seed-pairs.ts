import { isBundleId } from '#shared/domain/bundle-id.ts'
import type { WorkbenchContext } from './context.ts'

/**
 * Has the pixels hashed of pictures that look just the same, in files that differ, of one seed or of several: only those tell whether
 * they are the same.
 * While a trial is measured nothing is decoded for the numbers of another.
 */
export async function settleSeedPairs(
  trialId: string,
  { store, examiner, analyst }: Pick<WorkbenchContext, 'store' | 'examiner' | 'analyst'>,
): Promise<void> {
  // What a bundle says of its pictures was settled where it was made.
  if (isBundleId(trialId) || store.trials.runningIds().length > 0) return
  const undecided = await analyst.undecidedPictures(trialId)
  if (undecided.length > 0) await examiner.hashPixels(undecided)
}
