import { join } from 'node:path'
import type { WrittenReport } from '#main/reports/write-report.ts'
import { AssayError } from '#shared/errors.ts'
import type { WorkbenchContext } from './context.ts'
import { noSuchTrial } from './no-such-trial.ts'
import { settleSeedPairs } from './settle-seed-pairs.ts'

export function reportDirectory(dataDirectory: string, trialId: string): string {
  return join(dataDirectory, 'reports', trialId)
}

/**
 * Writes `report.html`, `results.json` and `results.csv` of a trial into a folder, which is made if need be. First its pictures are
 * examined; but while a trial is being measured, that could take an hour, so the report then says how many are not. All of the rest
 * happens on the analyst's thread: the page and a trial go on meanwhile.
 * @throws AssayError NOT_FOUND where there is no such trial, or nothing of it has ended; DATA_FOLDER_UNWRITABLE
 */
export async function writeTrialReport(
  trialId: string,
  directory: string,
  context: Pick<WorkbenchContext, 'store' | 'examiner' | 'analyst'>,
): Promise<WrittenReport> {
  const { store, examiner, analyst } = context
  const trial = store.trials.get(trialId)
  if (trial === null) throw noSuchTrial(trialId)
  if (store.trials.runningIds().length === 0) await examiner.examined(trialId)
  await settleSeedPairs(trialId, context)
  const written = await analyst.writeReport(trialId, directory)
  if (written === null) {
    throw new AssayError('NOT_FOUND', `No sample of "${trial.plan.name}" has ended yet, so there is nothing to report.`)
  }
  return written
}
