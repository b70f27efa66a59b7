import sharp from 'sharp'
import { expect, test } from 'vitest'
import { examinePicture } from '#main/images/examine-picture.ts'
import { hashPixels } from '#main/images/hash-pixels.ts'
import { drawPicture } from './scenes.ts'
import { hammingDistance } from '#shared/stats/hamming-distance.ts'
import { NEAR_BITS } from '#shared/stats/seed-honesty.ts'

async function looksOf(bytes: Uint8Array): Promise<string> {
  const { checks } = await examinePicture(bytes)
  const found = checks.find(({ name }) => name === 'perceptual-hash')?.result.hash
  if (found === null || found === undefined) throw new Error('The picture has no perceptual hash.')
  return found
}

const hashOf = async (bytes: Uint8Array): Promise<unknown> => (await hashPixels(bytes)).result.hash

const SEEDS = [1, 2, 3, 4]

test('a picture that is resized or compressed again looks like another one', async () => {
  for (const seed of SEEDS) {
    const picture = await drawPicture(seed)
    const whole = await looksOf(picture)
    const again = [
      sharp(picture).jpeg({ quality: 40 }),
      sharp(picture).webp({ quality: 60 }),
      sharp(picture).resize(400, 400),
      sharp(picture).resize(256, 256).jpeg({ quality: 70 }),
    ]
    for (const changed of again) {
      const distance = hammingDistance(whole, await looksOf(await changed.toBuffer()))
      expect(distance).toBeLessThanOrEqual(NEAR_BITS)
    }
  }
})

test('different pictures look alike', async () => {
  const looks = await Promise.all(SEEDS.map(async (seed) => looksOf(await drawPicture(seed))))
  for (const [index, one] of looks.entries()) {
    for (const other of looks.slice(index + 1)) expect(hammingDistance(one, other)).toBeGreaterThan(NEAR_BITS)
  }
})

test('a picture that does not decode gets a hash', async () => {
  const { checks } = await examinePicture(new TextEncoder().encode('no picture'))
  expect(checks.find(({ name }) => name === 'perceptual-hash')?.result.hash).toBeNull()
  expect((await hashPixels(new TextEncoder().encode('no picture'))).result).toMatchObject({ hash: null, flags: [] })
})

test('pixels that are the same in another file count as others, or one grey level of difference as none', async () => {
  const picture = await drawPicture(1)
  const dated = await sharp(picture)
    .withExif({ IFD0: { DateTime: '2026:11:14 09:12:00' } })
    .png()
    .toBuffer()
  expect(dated.equals(picture)).toBe(false)
  expect(await hashOf(dated)).toBe(await hashOf(picture))
  expect(await hashOf(await sharp(picture).ensureAlpha().png().toBuffer())).toBe(await hashOf(picture))
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
  data[0] = (data[0] as number) ^ 1
  const { width, height, channels } = info
  expect(await hashOf(await sharp(data, { raw: { width, height, channels } }).png().toBuffer())).not.toBe(
    await hashOf(picture),
  )
})
