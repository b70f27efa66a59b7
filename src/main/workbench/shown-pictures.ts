import { open } from 'node:fs/promises'
import { pictureSignature } from '#main/images/picture-signature.ts'
import { createThumbnails } from '#main/images/thumbnails.ts'
import type { BundleStore } from '#main/store/bundle/bundle-store.ts'
import type { Store } from '#main/store/open-store.ts'
import type { ImageFormat } from '#shared/domain/generation.ts'
import { Sha256 } from '#shared/domain/image.ts'
import type { ThumbnailSide } from '#shared/domain/thumbnail.ts'

/** Pictures by their hashes, wherever they are kept: of this data folder, or of a bundle that is open. The hash may be any text that came in a URL. */
export interface ShownPictures {
  whole(sha256: string): Promise<{ path: string; format: ImageFormat } | null>
  reduced(sha256: string, side: ThumbnailSide): Promise<{ path: string; format: 'jpeg' | 'webp' } | null>
}

type Thumbnails = ReturnType<typeof createThumbnails>

export function createShownPictures({ store, bundles }: { store: Store; bundles: BundleStore }): ShownPictures {
  const own = createThumbnails(store.files)
  const ofBundles = new Map<string, Thumbnails>()

  /** What a bundle calls a picture was made elsewhere: it is one when its first bytes say so, before any decoder is asked. */
  async function inBundle(sha256: string): Promise<{ bundleId: string; path: string; format: ImageFormat } | null> {
    for (const { id } of bundles.list()) {
      const files = bundles.filesOf(id)
      if (!files.hasImage(sha256)) continue
      const path = files.imagePath(sha256)
      const format = await announcedFormat(path)
      return format === null ? null : { bundleId: id, path, format }
    }
    return null
  }

  return {
    async whole(sha256) {
      if (!Sha256.safeParse(sha256).success) return null
      const record = store.images.get(sha256)
      return record === null ? inBundle(sha256) : { path: store.files.imagePath(sha256), format: record.format }
    },
    async reduced(sha256, side) {
      const found = await own.find(sha256, side)
      if (found !== null || !Sha256.safeParse(sha256).success) return found
      const bundled = await inBundle(sha256)
      if (bundled === null) return null
      const thumbnails = ofBundles.get(bundled.bundleId) ?? createThumbnails(bundles.filesOf(bundled.bundleId))
      ofBundles.set(bundled.bundleId, thumbnails)
      return thumbnails.find(sha256, side)
    },
  }
}

async function announcedFormat(path: string): Promise<ImageFormat | null> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
    return pictureSignature(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
