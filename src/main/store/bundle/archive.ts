import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { BUNDLE_PICTURE, BUNDLE_TEXTS, MANIFEST_FILE } from '#shared/domain/bundle.ts'
import { AssayError } from '#shared/errors.ts'
import { refuseBundle, shownName } from './refuse-bundle.ts'

/** How much an archive may come to. What it says of itself is not believed: what comes out of it is counted. */
export interface ArchiveLimits {
  files: number
  /** Of all texts together: they are held in memory. */
  textBytes: number
  /** Of one picture. */
  pictureBytes: number
  /** Of what comes out over what it lies packed in; small files are let alone. */
  ratio: number
}

/** A trial has 20,000 prompts at most; a text must fit into one string; deflate gives up to 1,030 to one, and rows some 30. */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  files: 250_000,
  textBytes: 400_000_000,
  pictureBytes: 200_000_000,
  ratio: 200,
}
const SMALL_BYTES = 1_000_000

const TEXTS: ReadonlySet<string> = new Set([...Object.values(BUNDLE_TEXTS), MANIFEST_FILE])

export interface Archive {
  /** Every entry by its name; each name is one that a bundle has. */
  entries: ReadonlyMap<string, Entry>
  /** The bytes of one, as they come out. @throws AssayError BUNDLE_REFUSED while it is read, where it is too large */
  read(name: string): AsyncGenerator<Buffer>
  close(): void
}

/**
 * Opens a zip archive of which nothing is believed yet.
 * @throws AssayError BUNDLE_REFUSED where it is none, or holds anything that no bundle does; FILE_UNREADABLE
 */
export async function openArchive(path: string, limits: ArchiveLimits): Promise<Archive> {
  const zip = await openZip(path)
  try {
    const entries = await listEntries(zip, limits)
    const texts = { room: limits.textBytes }
    return {
      entries,
      read: (name) =>
        readEntry(zip, entries, name, {
          room: BUNDLE_PICTURE.test(name) ? { room: limits.pictureBytes } : texts,
          ratio: limits.ratio,
        }),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw asRefusal(error, 'it is damaged')
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    // Names come as bytes: another part of the archive may not say what they mean.
    return await yauzl.openPromise(path, { autoClose: false, decodeStrings: false })
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      if (error.code === 'ENOENT')
        throw new AssayError('FILE_UNREADABLE', `There is no file ${path}.`, { cause: error })
      throw new AssayError('FILE_UNREADABLE', `${path} can't be read: ${error.message}.`, { cause: error })
    }
    throw asRefusal(error, 'it is not a zip archive')
  }
}

async function listEntries(zip: ZipFile, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  const spellings = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= limits.files) throw refuseBundle(`it holds more than ${limits.files} files`)
    const name = (entry.fileName as unknown as Buffer).toString('utf8')
    const other = spellings.get(name.toLowerCase())
    if (other === name) throw refuseBundle(`it holds ${shownName(name)} twice`)
    if (other !== undefined) {
      throw refuseBundle(`${shownName(other)} and ${shownName(name)} differ in capital letters alone`)
    }
    refusePlace(name)
    refuseKind(entry, name)
    spellings.set(name.toLowerCase(), name)
    entries.set(name, entry)
  }
  return entries
}

/** Nothing is ever written where an archive says; what asks for it is refused all the same, and told. */
function refusePlace(name: string): void {
  const shown = shownName(name)
  if (name.includes('\\')) throw refuseBundle(`the name ${shown} holds a backslash`)
  if (name.startsWith('/')) throw refuseBundle(`the path ${shown} is absolute`)
  if (/^[a-z]:/i.test(name)) throw refuseBundle(`the path ${shown} names a drive`)
  if (name.split('/').includes('..')) throw refuseBundle(`the path ${shown} climbs out of the archive`)
}

const FILE_TYPE = 0o170000
const REGULAR_FILE = 0o100000
const SYMBOLIC_LINK = 0o120000

function refuseKind(entry: Entry, name: string): void {
  const shown = shownName(name)
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE
  if (type === SYMBOLIC_LINK) throw refuseBundle(`${shown} is a symbolic link`)
  if (type !== 0 && type !== REGULAR_FILE) throw refuseBundle(`${shown} is not a plain file`)
  if (entry.isEncrypted()) throw refuseBundle(`${shown} is encrypted`)
  if (!entry.canDecodeFileData()) throw refuseBundle(`${shown} is packed in a way that no bundle is`)
  if (!TEXTS.has(name) && !BUNDLE_PICTURE.test(name)) throw refuseBundle(`it holds ${shown}, which no bundle does`)
}

/** @param most.room what is left for this entry and those that share it: what comes out is taken off */
async function* readEntry(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  name: string,
  most: { room: { room: number }; ratio: number },
): AsyncGenerator<Buffer> {
  const entry = entries.get(name)
  if (entry === undefined) throw refuseBundle(`${shownName(name)} is missing`)
  let bytes = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength
      most.room.room -= chunk.byteLength
      if (most.room.room < 0) throw refuseBundle(`${shownName(name)} is larger than a bundle has room for`)
      if (bytes > SMALL_BYTES && bytes > entry.compressedSize * most.ratio) {
        throw refuseBundle(`${shownName(name)} unpacks to more than ${most.ratio} times its size`)
      }
      yield chunk
    }
  } catch (error) {
    throw asRefusal(error, `${shownName(name)} can't be unpacked`)
  }
}

function asRefusal(error: unknown, what: string): unknown {
  if (error instanceof AssayError) return error
  const said = error instanceof Error ? error.message : String(error)
  return refuseBundle(`${what} (${said.replace(/\.$/, '')})`, error)
}
