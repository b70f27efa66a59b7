import { reportDirectory, writeTrialReport } from '../write-trial-report.ts'
import { procedures } from './base.ts'

export const report = {
  write: procedures.report.write.handler(({ input, context }) =>
    writeTrialReport(input.trialId, reportDirectory(context.ports.dataDirectory, input.trialId), context),
  ),
}
