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

/** What the originals are: JPEG as most APIs send it, about 200 KB at 1024², or PNG as ComfyUI does, about 1.7 MB and four times that at 2048². */
export interface Originals {
  format: 'jpeg' | 'png'
  side: number
}

export const USUAL_ORIGINALS: Originals = { format: 'jpeg', side: 1024 }

/** Gives each picture of a filled data folder a file, and its thumbnails, as they are after a first look. */
export async function fillPictures(directory: string, trialId: string, asked = USUAL_ORIGINALS): Promise<void> {
  const store = openStore({ directory, clock: { now: () => new Date() } })
  const hashes = store.samples.rows(trialId).flatMap(({ image }) => image?.sha256 ?? [])
  const originals = await drawOriginals(await newFolder(), asked)
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

async function drawOriginals(folder: string, asked: Originals): Promise<Original[]> {
  const originals: Original[] = []
  for (let number = 0; number < DIFFERENT; number += 1) {
    const picture = await drawScene(number, asked)
    const path = join(folder, `${number}.${asked.format}`)
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

/** Large patches of colour, half of them under fine grain: as costly to decode as what a model draws, and as large. */
async function drawScene(number: number, { format, side }: Originals): Promise<Uint8Array> {
  const random = createRandom(number + 1)
  const coarse = Buffer.from(Array.from({ length: 16 * 16 * 3 }, () => Math.floor(random.next() * 256)))
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 9 }
  const grained = format === 'jpeg' ? side : side / 2
  const scene = sharp(coarse, { raw: { width: 16, height: 16, channels: 3 } })
    .resize(side, side, { kernel: 'cubic' })
    .composite([
      {
        input: { create: { width: side, height: grained, channels: 3, background: '#808080', noise } },
        blend: 'soft-light',
        gravity: 'north',
      },
    ])
    .removeAlpha()
  return (format === 'jpeg' ? scene.jpeg({ quality: 82 }) : scene.png()).toBuffer()
}

async function linkTo(original: string, address: string): Promise<void> {
  await mkdir(dirname(address), { recursive: true })
  await link(original, address)
}
