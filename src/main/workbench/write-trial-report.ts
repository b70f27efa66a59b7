import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { writeReport } from '#main/reports/write-report.ts'
import { AssayError } from '#shared/errors.ts'
import type { WorkbenchContext } from './context.ts'
import { rowsWithPixels } from './settle-seed-pairs.ts'
import { noSuchTrial } from './no-such-trial.ts'

export function reportDirectory(dataDirectory: string, trialId: string): string {
  return join(dataDirectory, 'reports', trialId)
}

/**
 * Writes `report.html`, `results.json` and `results.csv` of a trial into a folder, which is made if need be. First its pictures are
 * examined; but while a trial is being measured, that could take an hour, so the report then says how many are not.
 */
export async function writeTrialReport(
  trialId: string,
  directory: string,
  { store, examiner }: Pick<WorkbenchContext, 'store' | 'examiner'>,
): ReturnType<typeof writeReport> {
  const trial = store.trials.get(trialId)
  if (trial === null) throw noSuchTrial(trialId)
  if (store.trials.runningIds().length === 0) await examiner.examined(trialId)
  const rows = await rowsWithPixels(trialId, { store, examiner })
  if (rows.length === 0) {
    throw new AssayError('NOT_FOUND', `No sample of "${trial.plan.name}" has ended yet, so there is nothing to report.`)
  }
  // Loaded with the first report: a trial that is being measured has no use for it.
  const { writeReport: write } = await import('#main/reports/write-report.ts')
  return write({
    trial,
    rows,
    directory,
    readPicture: async (sha256) => readFile(store.files.imagePath(sha256)),
  })
}
