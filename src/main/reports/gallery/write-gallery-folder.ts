import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GalleryPicture, WrittenGallery } from '#shared/domain/gallery.ts'
import { LARGEST_THUMBNAIL } from '#shared/domain/thumbnail.ts'
import { AssayError } from '#shared/errors.ts'
import { putIntoPage } from '../put-into-page.ts'
import { galleryContent, galleryPictures, type GalleryEvidence } from './gallery-content.ts'
import { CONTENT_ID, CONTENT_PLACE } from './gallery-page.ts'

/** Makes the reduced picture that a table shows: this room has no decoder of its own for them. */
type MakeThumbnail = (bytes: Uint8Array, side: number) => Promise<{ bytes: Uint8Array; format: string }>

export interface FolderEvidence extends GalleryEvidence {
  makeThumbnail: MakeThumbnail
}

/**
 * A gallery as a folder: `index.html`, `pictures/` with each picture as it came, and `reduced/` for tables. It is made under a temporary
 * name beside its place, so that there is all of it or nothing.
 * @param page the built page
 * @param directory a folder that is not there yet, or is empty
 * @throws AssayError BAD_USAGE where something is in the folder; DATA_FOLDER_UNWRITABLE
 */
export async function writeGalleryFolder(
  evidence: FolderEvidence,
  page: string,
  directory: string,
): Promise<WrittenGallery> {
  await refuseFilled(directory)
  try {
    await mkdir(dirname(directory), { recursive: true })
    const unfinished = await mkdtemp(join(dirname(directory), '.unfinished-gallery-'))
    try {
      const written = await fill(unfinished, evidence, page)
      // A temporary folder is its maker's alone, and this one is made to be handed on.
      await chmod(unfinished, 0o755)
      await rm(directory, { recursive: true, force: true })
      await rename(unfinished, directory)
      return { path: join(directory, 'index.html'), ...written }
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AssayError(
      'DATA_FOLDER_UNWRITABLE',
      `The gallery could not be written to ${directory} (${reason}). Check that the folder can be written and the disk is not full, or choose another.`,
      { cause },
    )
  }
}

async function fill(folder: string, evidence: FolderEvidence, page: string): Promise<Omit<WrittenGallery, 'path'>> {
  for (const name of ['pictures', 'reduced']) await mkdir(join(folder, name))
  const { drawn, given } = galleryPictures(evidence)
  const images = [...drawn, ...given]
  const pictures: Record<string, GalleryPicture> = {}
  let sizeBytes = 0
  for (const image of images) {
    const bytes = await evidence.readPicture(image.sha256).catch(() => null)
    if (bytes === null) continue
    const whole = `pictures/${image.sha256}.${image.format}`
    await writeFile(join(folder, whole), bytes)
    pictures[image.sha256] = { whole, reduced: await writeReduced(folder, image.sha256, bytes, evidence.makeThumbnail) }
    sizeBytes += bytes.byteLength
  }
  const value = galleryContent(evidence, pictures, null)
  const html = putIntoPage(page, { place: CONTENT_PLACE, id: CONTENT_ID, value })
  await writeFile(join(folder, 'index.html'), html)
  const pictureCount = Object.keys(pictures).length
  return { pictureCount, missingCount: images.length - pictureCount, sizeBytes: sizeBytes + html.byteLength }
}

/** @returns null where the picture does not decode: a browser may still show a part of it */
async function writeReduced(
  folder: string,
  sha256: string,
  bytes: Uint8Array,
  makeThumbnail: MakeThumbnail,
): Promise<string | null> {
  const thumbnail = await makeThumbnail(bytes, LARGEST_THUMBNAIL).catch(() => null)
  if (thumbnail === null) return null
  const name = `reduced/${sha256}.${thumbnail.format}`
  await writeFile(join(folder, name), thumbnail.bytes)
  return name
}

async function refuseFilled(directory: string): Promise<void> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    const isFile = error instanceof Error && 'code' in error && error.code === 'ENOTDIR'
    throw new AssayError(
      'BAD_USAGE',
      isFile
        ? `${directory} is a file. A gallery takes a folder of its own; a name that ends in .html makes it one file.`
        : `${directory} can’t be read. Choose another folder.`,
      { cause: error },
    )
  })
  if (names.length > 0) {
    throw new AssayError(
      'BAD_USAGE',
      `There is something in ${directory} already, and nothing was written. A gallery takes a folder of its own.`,
    )
  }
}
