import type { WrittenGallery } from '#shared/domain/gallery.ts'
import { AssayError } from '#shared/errors.ts'
import { fileNameOf } from '#shared/units/file-name.ts'
import type { WorkbenchContext } from './context.ts'
import { evidenceOf } from './evidence.ts'

type Context = Pick<WorkbenchContext, 'store' | 'bundleReader' | 'analyst' | 'ports'>

/** @throws AssayError NOT_FOUND, or BAD_USAGE where it would be too large or the page was not built */
export async function exportGallery(
  { trialId, repeats }: { trialId: string; repeats: number },
  context: Context,
): Promise<{ file: File; pictureCount: number; missingCount: number }> {
  const { name, pagePath } = ready(trialId, context)
  const written = await context.analyst.writeGallery({ want: 'gallery-file', trialId, repeats, pagePath })
  if (written === null) throw nothingToShow(name)
  const { file, ...counts } = written
  return { file: new File([new Uint8Array(file)], `${fileNameOf(name)}.html`, { type: 'text/html' }), ...counts }
}

/** @throws AssayError as `exportGallery`, and where the folder can't be taken */
export async function writeGallery(
  { trialId, repeats, directory }: { trialId: string; repeats: number; directory: string },
  context: Context,
): Promise<WrittenGallery> {
  const { name, pagePath } = ready(trialId, context)
  const written = await context.analyst.writeGallery({ want: 'gallery-folder', trialId, repeats, pagePath, directory })
  if (written === null) throw nothingToShow(name)
  return written
}

function ready(trialId: string, context: Context): { name: string; pagePath: string } {
  const { trial } = evidenceOf(trialId, context)
  const { galleryPagePath } = context.ports
  if (galleryPagePath === null) {
    throw new AssayError('BAD_USAGE', 'The page of galleries has not been built. Run "npm run build", then try again.')
  }
  return { name: trial.plan.name, pagePath: galleryPagePath }
}

function nothingToShow(name: string): AssayError {
  return new AssayError('NOT_FOUND', `No sample of "${name}" has ended yet, so there is nothing to show.`)
}
