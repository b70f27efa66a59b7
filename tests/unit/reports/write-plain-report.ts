import { checkTrial } from '#main/reports/check-trial.ts'
import { providers } from '#main/providers/registry.ts'
import { writeReport } from '#main/reports/write-report.ts'
import { firstDecision } from '#shared/decision/scenarios.ts'
import { ReportOptions, USUAL_FORMATS } from '#shared/domain/report.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'

const NOTHING_MEASURED = { byContender: new Map(), votes: [], voted: new Map() }

/** Writes a report in the usual formats, without pictures, votes, marks and sittings but for those given. */
export function writePlainReport(
  directory: string,
  trial: Trial,
  rows: readonly SampleRow[],
  given: Partial<Parameters<typeof writeReport>[0]> = {},
): Promise<void> {
  return writeReport({
    trial,
    rows,
    sittings: [],
    checks: checkTrial(trial, rows, NOTHING_MEASURED),
    marks: [],
    votes: { sessions: [], votes: [], pictures: [] },
    judges: [],
    kept: firstDecision(trial.id),
    providers: providers.map(({ descriptor }) => descriptor),
    published: { claims: [], prices: [] },
    formats: USUAL_FORMATS,
    options: ReportOptions.parse({}),
    directory,
    bundle: null,
    readPicture: async () => null,
    readThumbnail: async () => null,
    ...given,
  })
}
