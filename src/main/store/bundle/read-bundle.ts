import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  BUNDLE_PICTURE,
  BUNDLE_TEXTS,
  BUNDLE_VERSION,
  BundleManifest,
  MANIFEST_FILE,
  type CheckedBundle,
} from '#shared/domain/bundle.ts'
import { ARCHIVE_LIMITS, openArchive, type Archive, type ArchiveLimits } from './archive.ts'
import { holdTogether, parseBundleContent, parseText } from './bundle-content.ts'
import { refuseBundle, shownName } from './refuse-bundle.ts'

/** Takes a file of a bundle, chunk by chunk. Its name is one that a bundle has. */
export type KeepFile = (name: string, chunks: AsyncIterable<Buffer>) => Promise<void>

/**
 * Reads an evidence bundle to its last byte and holds it against its manifest: every file there, none besides, each with its hash and
 * size, pictures under the hash of their bytes, and all of it about one trial.
 * @param keep takes each file while it is read; what it has taken counts only when this returns
 * @throws AssayError BUNDLE_REFUSED with the reason; FILE_UNREADABLE
 */
export async function readBundle(
  path: string,
  { keep, limits = ARCHIVE_LIMITS }: { keep?: KeepFile; limits?: ArchiveLimits } = {},
): Promise<CheckedBundle> {
  const archive = await openArchive(path, limits)
  try {
    const { manifest, bytes, manifestSha256 } = await readManifest(archive)
    compareNames(archive, manifest)
    const texts = new Map<string, string>()
    for (const file of manifest.files) {
      const parts: Buffer[] | null = BUNDLE_PICTURE.test(file.name) ? null : []
      const chunks = hashed(archive.read(file.name), file, parts)
      if (keep === undefined) await exhaust(chunks)
      else await keep(file.name, chunks)
      if (parts !== null) texts.set(file.name, Buffer.concat(parts).toString('utf8'))
    }
    await keep?.(MANIFEST_FILE, alone(bytes))
    const read = (name: string): string => texts.get(name) ?? ''
    holdTogether(parseBundleContent(read), manifest, read)
    return summaryOf(manifest, manifestSha256)
  } finally {
    archive.close()
  }
}

/** The hash that stands for a bundle of our own, read off it without checking the rest. @throws AssayError as `readBundle` */
export async function manifestHashOf(path: string): Promise<string> {
  const archive = await openArchive(path, ARCHIVE_LIMITS)
  try {
    return (await readManifest(archive)).manifestSha256
  } finally {
    archive.close()
  }
}

async function readManifest(
  archive: Archive,
): Promise<{ manifest: BundleManifest; bytes: Buffer; manifestSha256: string }> {
  const parts: Buffer[] = []
  for await (const chunk of archive.read(MANIFEST_FILE)) parts.push(chunk)
  const bytes = Buffer.concat(parts)
  const text = bytes.toString('utf8')
  const { format, version } = parseText(MANIFEST_FILE, text, Versioned)
  if (format !== BundleManifest.shape.format.value) throw refuseBundle('its manifest is not that of an evidence bundle')
  if (version > BUNDLE_VERSION) {
    throw refuseBundle(
      `it has version ${version}, and this Assay knows versions up to ${BUNDLE_VERSION}. Update Assay to open it`,
    )
  }
  const manifest = parseText(MANIFEST_FILE, text, BundleManifest)
  return { manifest, bytes, manifestSha256: createHash('sha256').update(bytes).digest('hex') }
}

const Versioned = z.looseObject({ format: z.string(), version: z.int().min(1) })

function compareNames({ entries }: Archive, { files }: BundleManifest): void {
  const listed = new Set(files.map(({ name }) => name))
  if (listed.size !== files.length) throw refuseBundle('its manifest names a file twice')
  for (const name of listed) if (!entries.has(name)) throw refuseBundle(`${shownName(name)} is missing`)
  for (const name of entries.keys()) {
    if (!listed.has(name) && name !== MANIFEST_FILE) {
      throw refuseBundle(`it holds ${shownName(name)}, which its manifest does not name`)
    }
  }
  for (const name of Object.values(BUNDLE_TEXTS)) {
    if (!listed.has(name)) throw refuseBundle(`${shownName(name)} is missing`)
  }
}

async function* hashed(
  chunks: AsyncIterable<Buffer>,
  { name, sha256, sizeBytes }: BundleManifest['files'][number],
  parts: Buffer[] | null,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of chunks) {
    hash.update(chunk)
    bytes += chunk.byteLength
    parts?.push(chunk)
    yield chunk
  }
  const found = hash.digest('hex')
  const named = BUNDLE_PICTURE.exec(name)?.[1] ?? sha256
  if (found !== sha256 || found !== named || bytes !== sizeBytes) {
    throw refuseBundle(`${shownName(name)} was changed after the bundle was made: its bytes are not those of its hash`)
  }
}

async function* alone(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

async function exhaust(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of chunks);
}

function summaryOf(manifest: BundleManifest, manifestSha256: string): CheckedBundle {
  const { trialId, trialName, startedAt, createdAt, assayVersion, leftOut, missingPictures, files } = manifest
  return {
    manifestSha256,
    trialId,
    trialName,
    startedAt,
    createdAt,
    assayVersion,
    leftOut,
    missingPictureCount: missingPictures.length,
    pictureCount: files.filter(({ name }) => BUNDLE_PICTURE.test(name)).length,
    fileCount: files.length + 1,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  }
}
