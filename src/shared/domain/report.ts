import { z } from 'zod'
import { Sha256 } from './image.ts'

/** What a report can be written as, with the name of its file. Markdown comes with a folder of pictures, `REPORT_PICTURES`. */
export const REPORT_FILES = {
  html: 'report.html',
  pdf: 'report.pdf',
  md: 'report.md',
  json: 'results.json',
  csv: 'results.csv',
  bundle: 'evidence.zip',
} as const

/** Pictures and charts of `report.md`, in a folder beside it. */
export const REPORT_PICTURES = 'report-pictures'

export const ReportFormat = z.enum(['html', 'pdf', 'md', 'json', 'csv', 'bundle'])
export type ReportFormat = z.infer<typeof ReportFormat>

/** What is handed over in memory. A bundle may be larger than that: it is written, and then read as a file. */
export const ExportFormat = ReportFormat.exclude(['bundle'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** Written where nothing else is asked for. */
export const USUAL_FORMATS: readonly ReportFormat[] = ['html', 'json', 'csv']

/** `one-page`: the answer with its table, what would change it, and what it does not show · `appendix`: the rest, for who checks it. */
export const ReportTemplate = z.enum(['full', 'one-page', 'appendix'])
export type ReportTemplate = z.infer<typeof ReportTemplate>

/** How a report is written. What is left out is left out of every format. */
export const ReportOptions = z.strictObject({
  template: ReportTemplate.default('full').describe('which sections it has'),
  leaveOut: z
    .array(z.enum(['prompts', 'pictures']))
    .default([])
    .describe('prompts: texts, names, tags, and messages that may repeat them · pictures: every one that is shown'),
})
export type ReportOptions = z.infer<typeof ReportOptions>

export const WrittenReport = z.strictObject({
  files: z.array(
    z.strictObject({
      format: ReportFormat,
      path: z.string(),
      sizeBytes: z.int(),
      /** Of a bundle: the SHA-256 of its manifest, for whoever gets it to compare. */
      manifestSha256: Sha256.optional(),
    }),
  ),
})
export type WrittenReport = z.infer<typeof WrittenReport>

/** @throws Error where it was not written as that */
export function writtenFile({ files }: WrittenReport, format: ReportFormat): WrittenReport['files'][number] {
  const file = files.find((each) => each.format === format)
  if (file === undefined) throw new Error(`The report was not written as ${format}.`)
  return file
}
