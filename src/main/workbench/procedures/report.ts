import { reportDirectory, writeTrialReport } from '../write-trial-report.ts'
import { exportReport } from '../export-report.ts'
import { exportGallery } from '../write-gallery.ts'
import { procedures } from './base.ts'

export const report = {
  export: procedures.report.export.handler(({ input, context }) => exportReport(input, context)),
  gallery: procedures.report.gallery.handler(({ input, context }) => exportGallery(input, context)),
  write: procedures.report.write.handler(({ input, context }) =>
    writeTrialReport(input, reportDirectory(context.ports.dataDirectory, input.trialId), context),
  ),
}
