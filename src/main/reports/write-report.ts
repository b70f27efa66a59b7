import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { REPORT_FILES, type ReportFormat } from '#shared/domain/report.ts'
import { writeEvidenceBundle, type BundleExtras } from './bundle/write-evidence-bundle.ts'
import { composeReport, type ReportGiven } from './compose-report.ts'
import { reportUnwritable } from './report-unwritable.ts'

/**
 * Writes a report in the formats asked for into a folder that is there, see `composeReport`.
 * @param given.bundle null where no bundle is among them
 * @throws AssayError DATA_FOLDER_UNWRITABLE
 */
export async function writeReport({
  formats,
  directory,
  bundle,
  ...given
}: ReportGiven & { formats: readonly ReportFormat[]; directory: string; bundle: BundleExtras | null }): Promise<void> {
  const files = await composeReport(given, formats)
  try {
    for (const [name, content] of files) {
      await mkdir(dirname(join(directory, name)), { recursive: true })
      await writeFile(join(directory, name), content)
    }
    if (bundle !== null) await writeEvidenceBundle(join(directory, REPORT_FILES.bundle), given, bundle)
  } catch (error) {
    throw reportUnwritable(dirname(directory), error)
  }
}
