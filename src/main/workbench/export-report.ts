import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { REPORT_FILES, REPORT_PICTURES, type ExportFormat, type ReportOptions } from '#shared/domain/report.ts'
import { fileNameOf } from '#shared/units/file-name.ts'
import type { WorkbenchContext } from './context.ts'
import { evidenceOf } from './evidence.ts'
import { writeTrialReport } from './write-trial-report.ts'

const TYPES: Readonly<Record<ExportFormat, string>> = {
  html: 'text/html',
  pdf: 'application/pdf',
  md: 'application/zip',
  json: 'application/json',
  csv: 'text/csv',
}

/**
 * The report in one format as one file to be saved, named after the trial: Markdown as a zip archive with its pictures. What the data
 * folder holds of it stays as it is.
 * @throws AssayError as `writeTrialReport`
 */
export async function exportReport(
  { format, ...asked }: ReportOptions & { trialId: string; format: ExportFormat },
  context: WorkbenchContext,
): Promise<{ file: File }> {
  const directory = await mkdtemp(join(tmpdir(), 'assay-report-'))
  try {
    await writeTrialReport({ ...asked, formats: [format] }, directory, context)
    const bytes = format === 'md' ? await zipMarkdown(directory) : await readFile(join(directory, REPORT_FILES[format]))
    const name = fileNameOf(evidenceOf(asked.trialId, context).trial.plan.name)
    const ending = format === 'md' ? '-markdown.zip' : extname(REPORT_FILES[format])
    return { file: new File([new Uint8Array(bytes)], `${name}${ending}`, { type: TYPES[format] }) }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function zipMarkdown(directory: string): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  zip.addFile(join(directory, REPORT_FILES.md), REPORT_FILES.md)
  const pictures = await readdir(join(directory, REPORT_PICTURES)).catch(() => [])
  for (const name of pictures) zip.addFile(join(directory, REPORT_PICTURES, name), `${REPORT_PICTURES}/${name}`)
  zip.end()
  return await buffer(zip.outputStream)
}
