import type { Database } from 'better-sqlite3'
import type { ImageRecord } from '#shared/domain/image.ts'

export type ImageStore = ReturnType<typeof createImageStore>

/** Owner of `images`: what the bytes of each picture say of themselves. */
export function createImageStore(database: Database) {
  const insert = database.prepare<ImageRecord>(`
    INSERT INTO images (sha256, format, width, height, size_bytes)
    VALUES (@sha256, @format, @width, @height, @sizeBytes)
    ON CONFLICT (sha256) DO NOTHING`)
  const select = database.prepare<[string], ImageRecord>(
    'SELECT sha256, format, width, height, size_bytes AS sizeBytes FROM images WHERE sha256 = ?',
  )
  return {
    get(sha256: string): ImageRecord | null {
      return select.get(sha256) ?? null
    },
    /** Part of the transaction that records a sample. The same bytes again change nothing. */
    insert(image: ImageRecord): void {
      insert.run(image)
    },
  }
}
