import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { manifestHashOf } from '#main/store/bundle/read-bundle.ts'
import { reportUnwritable } from '#main/reports/report-unwritable.ts'
import {
  REPORT_FILES,
  REPORT_PICTURES,
  type ReportFormat,
  type ReportOptions,
  type WrittenReport,
} from '#shared/domain/report.ts'
import { AssayError } from '#shared/errors.ts'
import type { WorkbenchContext } from './context.ts'
import { evidenceOf } from './evidence.ts'
import { listPrices } from './price-book.ts'
import { readClaims } from './read-claims.ts'
import { settleSeedPairs } from './settle-seed-pairs.ts'

export function reportDirectory(dataDirectory: string, trialId: string): string {
  return join(dataDirectory, 'reports', trialId)
}

/** What is written of which trial, and how. */
export type ReportAsked = ReportOptions & { trialId: string; formats: readonly ReportFormat[] }

/**
 * Writes the report of a trial into a folder, which is made if need be. First its pictures are examined; but while a trial is being
 * measured, that could take an hour, so the report then says how many are not. All of the rest but the printing happens on the
 * analyst's thread: the page and a trial go on meanwhile. All files are complete in a folder of their own before the first takes its
 * place, so that a failure leaves earlier ones as they were.
 * @throws AssayError NOT_FOUND where there is no such trial, or nothing of it has ended; STILL_RUNNING for a bundle;
 * DATA_FOLDER_UNWRITABLE; NO_PDF_PRINTER
 */
export async function writeTrialReport(
  { trialId, formats, ...options }: ReportAsked,
  directory: string,
  context: Pick<WorkbenchContext, 'store' | 'bundleReader' | 'examiner' | 'analyst' | 'ports'>,
): Promise<WrittenReport> {
  const { store, examiner, analyst, ports } = context
  const { trial } = evidenceOf(trialId, context)
  if (formats.includes('bundle') && trial.status === 'running') {
    throw new AssayError(
      'STILL_RUNNING',
      `"${trial.plan.name}" still runs. An evidence bundle is of a trial that stands: wait for its end, or pause it first.`,
    )
  }
  if (store.trials.runningIds().length === 0) await examiner.examined(trialId)
  await settleSeedPairs(trialId, context)
  const unfinished = await makeUnfinished(directory)
  try {
    const published = { claims: await readClaims(ports.resourcesDirectory), prices: listPrices({ store }) }
    const written = await analyst.writeReport({
      trialId,
      formats,
      options,
      directory: unfinished,
      createdAt: ports.clock.now().toISOString(),
      assayVersion: ports.version,
      published,
    })
    if (!written) {
      throw new AssayError(
        'NOT_FOUND',
        `No sample of "${trial.plan.name}" has ended yet, so there is nothing to report.`,
      )
    }
    if (formats.includes('pdf')) {
      await ports.printPdf(join(unfinished, REPORT_FILES.html), join(unfinished, REPORT_FILES.pdf))
    }
    return await publish(unfinished, directory, formats)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

async function makeUnfinished(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true })
    return await mkdtemp(join(directory, '.unfinished-'))
  } catch (error) {
    throw reportUnwritable(directory, error)
  }
}

async function publish(
  unfinished: string,
  directory: string,
  formats: readonly ReportFormat[],
): Promise<WrittenReport> {
  const files: WrittenReport['files'] = []
  try {
    for (const format of new Set(formats)) {
      const path = join(directory, REPORT_FILES[format])
      if (format === 'md') {
        // A folder can't take the place of another that has something in it.
        await rm(join(directory, REPORT_PICTURES), { recursive: true, force: true })
        if (existsSync(join(unfinished, REPORT_PICTURES))) {
          await rename(join(unfinished, REPORT_PICTURES), join(directory, REPORT_PICTURES))
        }
      }
      await rename(join(unfinished, REPORT_FILES[format]), path)
      const manifestSha256 = format === 'bundle' ? await manifestHashOf(path) : undefined
      const sizeBytes = (await stat(path)).size
      files.push({ format, path, sizeBytes, ...(manifestSha256 !== undefined && { manifestSha256 }) })
    }
  } catch (error) {
    throw reportUnwritable(directory, error)
  }
  return { files }
}
