import { randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasync,
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
import { promisify } from 'node:util'
import { Sha256 } from '#shared/domain/image.ts'
import type { ThumbnailSide } from '#shared/domain/thumbnail.ts'

/** A reduced picture for grids: JPEG where it is opaque, WebP where one sees through it. */
export type ThumbnailFormat = 'jpeg' | 'webp'

export interface ImageFiles {
  /** Where the picture with this hash is, if it was kept: `images/ab/<sha256>`. The name is the hash, nothing else. */
  imagePath(sha256: string): string
  /** Whether it was kept. Any text may be asked about; what is not a hash is no picture. */
  hasImage(sha256: string): boolean
  findThumbnail(sha256: string, side: ThumbnailSide): Promise<{ path: string; format: ThumbnailFormat } | null>
  /**
   * Writes the bytes before it returns, so that they may be let go then; resolves when they are on disk and at their address. A
   * picture that is there already is left alone.
   */
  keepImage(sha256: string, bytes: Uint8Array): Promise<void>
  /** Can be made again from its picture, so nothing waits for the disk here. */
  keepThumbnail(sha256: string, side: ThumbnailSide, thumbnail: { bytes: Uint8Array; format: ThumbnailFormat }): void
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
 * Writing is synchronous on purpose: it happens on a thread that does nothing else but read replies and hash. Only the disk is
 * waited for beside it, for several pictures at a time: a file system that keeps a journal writes it once for all of them.
 */
export function imageFiles(directory: string): ImageFiles {
  // One folder for all temporary files, on the same volume as the addresses: sweeping it reads one short list.
  const incoming = join(directory, 'incoming')

  const imagePath = (sha256: string): string => join(directory, 'images', shard(sha256), sha256)
  const thumbnailPath = (sha256: string, side: ThumbnailSide, format: ThumbnailFormat): string =>
    join(directory, 'thumbnails', shard(sha256), `${sha256}-${side}.${format}`)

  /** @returns an open file with all of the bytes; nothing is left of one that can't be written */
  function writeIncoming(bytes: Uint8Array): Incoming {
    const path = join(incoming, randomUUID())
    const file = openIn(incoming, path)
    try {
      for (let offset = 0; offset < bytes.byteLength;) offset += writeSync(file, bytes, offset)
      return { path, file }
    } catch (error) {
      discard({ path, file })
      throw error
    }
  }

  return {
    imagePath,

    hasImage: (sha256) => Sha256.safeParse(sha256).success && existsSync(imagePath(sha256)),

    async findThumbnail(sha256, side) {
      for (const format of ['jpeg', 'webp'] as const) {
        const path = thumbnailPath(sha256, side, format)
        const found = await access(path).then(
          () => true,
          () => false,
        )
        if (found) return { path, format }
      }
      return null
    },

    async keepImage(sha256, bytes) {
      const address = imagePath(sha256)
      if (existsSync(address)) return
      const written = writeIncoming(bytes)
      try {
        await onDisk(written.file)
      } catch (error) {
        discard(written)
        throw error
      }
      moveTo(address, written)
    },

    keepThumbnail(sha256, side, { bytes, format }) {
      const address = thumbnailPath(sha256, side, format)
      if (!existsSync(address)) moveTo(address, writeIncoming(bytes))
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

interface Incoming {
  path: string
  file: number
}

const onDisk = promisify(fdatasync)

function discard({ path, file }: Incoming): void {
  closeSync(file)
  rmSync(path, { force: true })
}

function moveTo(address: string, { path, file }: Incoming): void {
  closeSync(file)
  inFolder(dirname(address), () => renameSync(path, address))
}

function openIn(folder: string, path: string): number {
  return inFolder(folder, () => openSync(path, 'wx'))
}

/** The folder is there but for the first time: making sure of it beforehand would cost every picture. */
function inFolder<Result>(folder: string, act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    mkdirSync(folder, { recursive: true })
    return act()
  }
}
