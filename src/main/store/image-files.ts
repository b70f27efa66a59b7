import { randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Sha256 } from '#shared/domain/image.ts'

/** A reduced picture for grids: JPEG where it is opaque, WebP where one sees through it. */
export type ThumbnailFormat = 'jpeg' | 'webp'

export interface ImageFiles {
  /** Where the picture with this hash is, if it was kept: `images/ab/<sha256>`. The name is the hash, nothing else. */
  imagePath(sha256: string): string
  /** Whether it was kept. Any text may be asked about; what is not a hash is no picture. */
  hasImage(sha256: string): boolean
  findThumbnail(sha256: string): Promise<{ path: string; format: ThumbnailFormat } | null>
  /** Writes the bytes and waits for the disk. A picture that is there already is left alone. */
  keepImage(sha256: string, bytes: Uint8Array): void
  /** Can be made again from its picture, so nothing waits for the disk here. */
  keepThumbnail(sha256: string, bytes: Uint8Array, format: ThumbnailFormat): void
  /** Removes temporary files that nobody can be writing any more. */
  sweepIncoming(now: Date): void
}

/** No write of a picture takes this long; a temporary file older than this was left behind by a kill. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000

/**
 * Picture files by hash in a data folder. A file gets its address by a rename, when all of it is on disk: under an address
 * there is the whole picture or nothing. The row that names a picture is written after its file, so that a kill in between
 * leaves a file without a row, never a row without a file.
 *
 * Writing is synchronous on purpose: it happens on a thread that does nothing else but read replies and hash.
 */
export function imageFiles(directory: string): ImageFiles {
  // One folder for all temporary files, on the same volume as the addresses: sweeping it reads one short list.
  const incoming = join(directory, 'incoming')

  const imagePath = (sha256: string): string => join(directory, 'images', shard(sha256), sha256)
  const thumbnailPath = (sha256: string, format: ThumbnailFormat): string =>
    join(directory, 'thumbnails', shard(sha256), `${sha256}.${format}`)

  function writeIncoming(bytes: Uint8Array, options: { waitForDisk: boolean }): string {
    mkdirSync(incoming, { recursive: true })
    const path = join(incoming, randomUUID())
    const file = openSync(path, 'wx')
    try {
      for (let offset = 0; offset < bytes.byteLength;) offset += writeSync(file, bytes, offset)
      if (options.waitForDisk) fdatasyncSync(file)
    } catch (error) {
      rmSync(path, { force: true })
      throw error
    } finally {
      closeSync(file)
    }
    return path
  }

  return {
    imagePath,

    hasImage: (sha256) => Sha256.safeParse(sha256).success && existsSync(imagePath(sha256)),

    async findThumbnail(sha256) {
      for (const format of ['jpeg', 'webp'] as const) {
        const path = thumbnailPath(sha256, format)
        const found = await access(path).then(
          () => true,
          () => false,
        )
        if (found) return { path, format }
      }
      return null
    },

    keepImage(sha256, bytes) {
      const address = imagePath(sha256)
      if (!existsSync(address)) moveTo(address, writeIncoming(bytes, { waitForDisk: true }))
    },

    keepThumbnail(sha256, bytes, format) {
      const address = thumbnailPath(sha256, format)
      if (!existsSync(address)) moveTo(address, writeIncoming(bytes, { waitForDisk: false }))
    },

    sweepIncoming(now) {
      if (!existsSync(incoming)) return
      for (const name of readdirSync(incoming)) {
        const path = join(incoming, name)
        const found = statSync(path, { throwIfNoEntry: false })
        if (found !== undefined && now.getTime() - found.mtimeMs > ABANDONED_AFTER_MS) rmSync(path, { force: true })
      }
    },
  }
}

/** 256 folders, so that none grows too long. Refuses what is not a hash: an address may come from a URL. */
function shard(sha256: string): string {
  if (!Sha256.safeParse(sha256).success) throw new TypeError('A picture is addressed by 64 hexadecimal digits.')
  return sha256.slice(0, 2)
}

function moveTo(address: string, temporary: string): void {
  mkdirSync(dirname(address), { recursive: true })
  renameSync(temporary, address)
}
