import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { BUNDLE_PICTURE, MANIFEST_FILE, type BundleManifest } from '#shared/domain/bundle.ts'
import type { ImageRecord } from '#shared/domain/image.ts'

/** Of every file in the archive: the same evidence gives the same bytes, whenever and wherever it is written. In local time, as zip has it. */
const SAME_TIME = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 }

/**
 * Writes a bundle, one picture at a time in memory. The manifest comes last: only then it is known which pictures could be read.
 * @param given.texts and `pictures`, in the order in which they stand in the archive
 */
export async function writeBundleFile(
  path: string,
  given: {
    texts: ReadonlyMap<string, string | Uint8Array>
    pictures: readonly ImageRecord[]
    readPicture: (sha256: string) => Promise<Uint8Array | null>
    manifest: Omit<BundleManifest, 'files' | 'missingPictures'>
  },
): Promise<void> {
  const files: BundleManifest['files'] = []
  const missingPictures: string[] = []
  async function* entries(): AsyncGenerator<BundleEntry> {
    for (const [name, text] of given.texts) yield { name, bytes: Buffer.from(text), compress: true }
    for (const { sha256, format } of given.pictures) {
      const bytes = await given.readPicture(sha256).catch(() => null)
      if (bytes === null || sha256Of(bytes) !== sha256) missingPictures.push(sha256)
      // It is compressed already.
      else yield { name: `pictures/${sha256}.${format}`, bytes, compress: false }
    }
  }
  async function* withManifest(): AsyncGenerator<BundleEntry> {
    for await (const entry of entries()) {
      const { name, bytes } = entry
      files.push({ name, sha256: sha256Of(bytes), sizeBytes: bytes.byteLength })
      yield entry
    }
    const manifest: BundleManifest = { ...given.manifest, missingPictures, files }
    yield { name: MANIFEST_FILE, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), compress: true }
  }
  await writeArchive(path, withManifest())
}

/**
 * Writes a bundle that was opened once more: the same files in the same order, and so the same manifest and the same hash.
 * @param read the bytes of one of its files, by name
 */
export async function copyBundleFile(
  path: string,
  { files }: Pick<BundleManifest, 'files'>,
  read: (name: string) => Promise<Uint8Array>,
): Promise<void> {
  async function* entries(): AsyncGenerator<BundleEntry> {
    for (const name of [...files.map((file) => file.name), MANIFEST_FILE]) {
      yield { name, bytes: await read(name), compress: !BUNDLE_PICTURE.test(name) }
    }
  }
  await writeArchive(path, entries())
}

interface BundleEntry {
  name: string
  bytes: Uint8Array
  compress: boolean
}

async function writeArchive(path: string, entries: AsyncIterable<BundleEntry>): Promise<void> {
  const zip = new yazl.ZipFile()
  const writing = pipeline(zip.outputStream, createWriteStream(path))
  // Whoever waits for an entry hears of a full disk by it; nobody else need.
  writing.catch(() => undefined)
  for await (const { name, bytes, compress } of entries) {
    await Promise.race([addEntry(zip, name, bytes, compress), writing])
  }
  zip.end()
  await writing
}

/** Resolves when the bytes have been taken, so that no more than one file waits to be written. */
async function addEntry(zip: yazl.ZipFile, name: string, bytes: Uint8Array, compress: boolean): Promise<void> {
  await new Promise<void>((taken, failed) => {
    zip.addReadStreamLazy(name, { ...SAME_TIME, compress, size: bytes.byteLength }, (give) => {
      const stream = Readable.from([bytes], { objectMode: false })
      stream.once('error', failed).once('close', () => taken())
      give(null, stream)
    })
  })
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
