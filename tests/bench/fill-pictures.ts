import { link, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { makeThumbnail } from '#main/images/make-thumbnail.ts'
import { THUMBNAIL_SIDES } from '#shared/domain/thumbnail.ts'
import { createRandom } from '#shared/stats/random.ts'
import { openStore } from '#main/store/open-store.ts'
import { newFolder } from './run-side.ts'

/** Different files behind all the names: a browser keeps pictures by address, and the disk keeps one of each. */
const DIFFERENT = 64
const SIDE = 1024

/** Gives each picture of a filled data folder a file of about 200 KB, and its thumbnails, as they are after a first look. */
export async function fillPictures(directory: string, trialId: string): Promise<void> {
  const store = openStore({ directory, clock: { now: () => new Date() } })
  const hashes = store.samples.rows(trialId).flatMap(({ image }) => image?.sha256 ?? [])
  const originals = await drawOriginals(await newFolder())
  for (const [index, sha256] of hashes.entries()) {
    const original = originals[index % DIFFERENT]
    if (original === undefined) continue
    await linkTo(original.path, store.files.imagePath(sha256))
    for (const [place, side] of THUMBNAIL_SIDES.entries()) {
      const thumbnail = original.thumbnails[place]
      const shard = join(directory, 'thumbnails', sha256.slice(0, 2))
      if (thumbnail !== undefined) await linkTo(thumbnail, join(shard, `${sha256}-${side}.jpeg`))
    }
  }
  store.close()
}

interface Original {
  path: string
  /** In the order of their sides. */
  thumbnails: string[]
}

async function drawOriginals(folder: string): Promise<Original[]> {
  const originals: Original[] = []
  for (let number = 0; number < DIFFERENT; number += 1) {
    const picture = await drawScene(number)
    const path = join(folder, `${number}.jpeg`)
    await writeFile(path, picture)
    const thumbnails: string[] = []
    for (const side of THUMBNAIL_SIDES) {
      const thumbnail = join(folder, `${number}-${side}.jpeg`)
      await writeFile(thumbnail, (await makeThumbnail(picture, side)).bytes)
      thumbnails.push(thumbnail)
    }
    originals.push({ path, thumbnails })
  }
  return originals
}

/** Large patches of colour under fine grain: about 200 KB, and as costly to decode as what a model draws. */
async function drawScene(number: number): Promise<Uint8Array> {
  const random = createRandom(number + 1)
  const coarse = Buffer.from(Array.from({ length: 16 * 16 * 3 }, () => Math.floor(random.next() * 256)))
  const grain = { type: 'gaussian' as const, mean: 128, sigma: 9 }
  return sharp(coarse, { raw: { width: 16, height: 16, channels: 3 } })
    .resize(SIDE, SIDE, { kernel: 'cubic' })
    .composite([
      {
        input: { create: { width: SIDE, height: SIDE, channels: 3, background: '#808080', noise: grain } },
        blend: 'soft-light',
      },
    ])
    .jpeg({ quality: 82 })
    .toBuffer()
}

async function linkTo(original: string, address: string): Promise<void> {
  await mkdir(dirname(address), { recursive: true })
  await link(original, address)
}
