import { createWriteStream, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { bundleHashOf, bundleIdOf } from '#shared/domain/bundle-id.ts'
import { BUNDLE_PICTURE, CheckedBundle, type OpenedBundle } from '#shared/domain/bundle.ts'
import { AssayError } from '#shared/errors.ts'
import { imageFiles, type ImageFiles } from '../image-files.ts'
import { readBundle } from './read-bundle.ts'

/** What was found of a bundle when it was opened: it is there when all else is. */
const SUMMARY_FILE = 'opened.json'

/**
 * Bundles that were opened, each in a folder of its own, `bundles/<sha256 of its manifest>/`: its files as they came, and its pictures as a data folder has
 * them. Nothing in such a folder changes; it is there as a whole or not at all.
 */
export interface BundleStore {
  /** The newest first, by when they were made. */
  list(): OpenedBundle[]
  /** null where it was not opened, and for any text that is no id of a bundle. */
  get(id: string): OpenedBundle | null
  /** Where its files are. */
  directoryOf(id: string): string
  /** Its pictures. */
  filesOf(id: string): ImageFiles
  /** @returns whether it was there */
  remove(id: string): boolean
}

/** @param dataDirectory a data folder that is there */
export function bundleStore(dataDirectory: string): BundleStore {
  const root = bundlesIn(dataDirectory)
  const directoryOf = (id: string): string => {
    const hash = bundleHashOf(id)
    if (hash === null) throw new TypeError('A bundle is named by 64 hexadecimal digits.')
    return join(root, hash)
  }
  const get = (id: string): OpenedBundle | null => {
    if (bundleHashOf(id) === null) return null
    const path = join(directoryOf(id), SUMMARY_FILE)
    if (!existsSync(path)) return null
    // One that an Assay of another version opened is opened again from its file.
    const found = CheckedBundle.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return found.success ? { id, ...found.data } : null
  }
  return {
    list: () =>
      (existsSync(root) ? readdirSync(root) : [])
        .flatMap((hash) => get(bundleIdOf(hash)) ?? [])
        .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1)),
    get,
    directoryOf,
    filesOf: (id) => imageFiles(directoryOf(id)),
    remove(id) {
      if (get(id) === null) return false
      const directory = directoryOf(id)
      // What says that it is there goes first: a removal that is broken off leaves no half of a bundle in the list.
      rmSync(join(directory, SUMMARY_FILE))
      rmSync(directory, { recursive: true, force: true })
      return true
    },
  }
}

/**
 * Opens a bundle: unpacks it beside its place while it is checked, and puts it there when every byte was right. One that was opened
 * already is checked again and stays.
 * @throws AssayError BUNDLE_REFUSED, FILE_UNREADABLE, DATA_FOLDER_UNWRITABLE; nothing is left of it then
 */
export async function takeInBundle(path: string, dataDirectory: string): Promise<OpenedBundle> {
  const unfinished = await makeUnfinished(dataDirectory)
  try {
    const files = imageFiles(unfinished)
    const checked = await readBundle(path, {
      async keep(name, chunks) {
        const sha256 = BUNDLE_PICTURE.exec(name)?.[1]
        const place = sha256 === undefined ? join(unfinished, name) : files.imagePath(sha256)
        await mkdir(dirname(place), { recursive: true })
        await pipeline(chunks, createWriteStream(place, { flags: 'wx' }))
      },
    })
    const opened = { id: bundleIdOf(checked.manifestSha256), ...checked }
    const directory = join(bundlesIn(dataDirectory), checked.manifestSha256)
    if (bundleStore(dataDirectory).get(opened.id) !== null) return opened
    await writeFile(join(unfinished, SUMMARY_FILE), JSON.stringify(checked))
    // Of a removal that was broken off, or of an Assay of another version.
    await rm(directory, { recursive: true, force: true })
    await rename(unfinished, directory)
    return opened
  } catch (error) {
    throw error instanceof AssayError ? error : bundleUnwritable(dataDirectory, error)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

function bundlesIn(dataDirectory: string): string {
  return join(dataDirectory, 'bundles')
}

const UNFINISHED = '.unfinished-'

/**
 * A folder of this process's own, in which a bundle is got ready; whoever makes one removes it. One that a kill left behind goes with
 * the next start, see `sweepBundles`.
 * @throws AssayError DATA_FOLDER_UNWRITABLE
 */
export async function makeUnfinished(dataDirectory: string): Promise<string> {
  try {
    await mkdir(bundlesIn(dataDirectory), { recursive: true })
    return await mkdtemp(join(bundlesIn(dataDirectory), `${UNFINISHED}${process.pid}-`))
  } catch (error) {
    throw bundleUnwritable(dataDirectory, error)
  }
}

/**
 * Removes what processes that are gone had not finished opening, and what is left of a removal that was broken off.
 * @param isAlive whether a process id belongs to another running Assay
 */
export function sweepBundles(dataDirectory: string, isAlive: (processId: number) => boolean): void {
  const root = bundlesIn(dataDirectory)
  if (!existsSync(root)) return
  for (const name of readdirSync(root)) {
    const owner = /^\.unfinished-(\d+)-/.exec(name)?.[1]
    const isLeft = name.startsWith(UNFINISHED)
      ? owner === undefined || !isAlive(Number(owner))
      : !existsSync(join(root, name, SUMMARY_FILE))
    if (isLeft) rmSync(join(root, name), { recursive: true, force: true })
  }
}

/** Says that a bundle found no room in the data folder, or no leave to be there. */
export function bundleUnwritable(dataDirectory: string, cause: unknown): AssayError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AssayError(
    'DATA_FOLDER_UNWRITABLE',
    `The bundle could not be unpacked into ${dataDirectory} (${reason}). Check that the folder can be written and the disk is not full. Nothing was kept.`,
    { cause },
  )
}
