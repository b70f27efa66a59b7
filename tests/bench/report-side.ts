import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as analystModule from '#main/workbench/analyst.ts'
import { ReportOptions, REPORT_FILES, USUAL_FORMATS, type ReportFormat } from '#shared/domain/report.ts'

/** A report written once, with the start of its thread. */
export interface ReportSide {
  wallMs: number
  processorMs: number
  /** Of the HTML with its pictures inside. */
  htmlBytes: number
  /** The most that the whole process held, this program and the start of Assay included. */
  peakRssMb: number
}

const built = join(import.meta.dirname, '..', '..', 'out', 'main')
const load = (path: string): Promise<unknown> => import(pathToFileURL(join(built, path)).href)
const { createAnalyst } = (await load('workbench/analyst.js')) as typeof analystModule

const { DATA = '', TRIAL = '', OUT = '' } = process.env
const formats: readonly ReportFormat[] = USUAL_FORMATS
const analyst = createAnalyst(DATA)
const [before, since] = [process.cpuUsage(), performance.now()]
await analyst.writeReport({
  trialId: TRIAL,
  formats,
  options: ReportOptions.parse({}),
  directory: OUT,
  createdAt: new Date().toISOString(),
  assayVersion: 'bench',
  published: { claims: [], prices: [] },
})
const wallMs = performance.now() - since
const { user, system } = process.cpuUsage(before)
await analyst.close()
const { size } = await stat(join(OUT, REPORT_FILES.html))
const side: ReportSide = {
  wallMs,
  processorMs: (user + system) / 1000,
  htmlBytes: size,
  peakRssMb: process.resourceUsage().maxRSS / 1024,
}
process.stdout.write(JSON.stringify(side))
