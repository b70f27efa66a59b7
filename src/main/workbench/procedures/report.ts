import { reportDirectory, writeTrialReport } from '../write-trial-report.ts'
import { exportGallery } from '../write-gallery.ts'
import { procedures } from './base.ts'

export const report = {
  gallery: procedures.report.gallery.handler(({ input, context }) => exportGallery(input, context)),
  write: procedures.report.write.handler(({ input, context }) =>
    writeTrialReport(input.trialId, reportDirectory(context.ports.dataDirectory, input.trialId), context),
  ),
}
