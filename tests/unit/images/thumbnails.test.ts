import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeThumbnail } from '#main/images/make-thumbnail.ts'
import { createThumbnails } from '#main/images/thumbnails.ts'
import { imageFiles } from '#main/store/image-files.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { drawnPicture, encode } from './pictures.ts'

test.each([
  ['a wide JPEG', 1000, 500, 3, 'jpeg', 'jpeg', 384, 192],
  ['a tall opaque WebP', 500, 1000, 3, 'webp', 'jpeg', 192, 384],
  ['a small PNG, which is not blown up', 200, 100, 3, 'png', 'jpeg', 200, 100],
  ['a see-through PNG', 800, 800, 4, 'png', 'webp', 384, 384],
] as const)('a thumbnail of the wrong shape: %s', async (_name, width, height, channels, format, expected, w, h) => {
  const thumbnail = await makeThumbnail(await encode(drawnPicture(width, height, channels), format), 384)
  expect(thumbnail.format).toBe(expected)
  const read = await sharp(thumbnail.bytes).metadata()
  expect([read.format, read.width, read.height]).toEqual([expected, w, h])
})

test('a picture with an alpha channel that hides nothing kept as a costly WebP', async () => {
  const opaque = drawnPicture(100, 100).ensureAlpha()
  expect((await makeThumbnail(await encode(opaque, 'png'), 384)).format).toBe('jpeg')
})

test('a thumbnail made again for every reader, or promised for a picture that is not there', async () => {
  const files = imageFiles(await temporaryDirectory())
  const bytes = await encode(drawnPicture(1024, 1024), 'jpeg')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const thumbnails = createThumbnails(files)
  expect(await thumbnails.find(sha256, 384)).toBeNull()
  expect(await thumbnails.find('../../etc/passwd', 384)).toBeNull()
  await files.keepImage(sha256, bytes)
  const found = await Promise.all(Array.from({ length: 8 }, () => thumbnails.find(sha256, 384)))
  expect(new Set(found.map((one) => one?.path)).size).toBe(1)
  expect(found[0]?.format).toBe('jpeg')
  const small = await thumbnails.find(sha256, 128)
  expect((await sharp(await readFile(small?.path ?? '')).metadata()).width).toBe(128)
  await rm(files.imagePath(sha256))
  await files.keepImage(sha256, bytes)
  const again = await thumbnails.find(sha256, 384)
  expect((await sharp(await readFile(again?.path ?? '')).metadata()).width).toBe(384)
})

test('one picture that can’t be read keeping every later thumbnail from being made', async () => {
  const files = imageFiles(await temporaryDirectory())
  const thumbnails = createThumbnails(files)
  const bad = 'a'.repeat(64)
  await files.keepImage(bad, new TextEncoder().encode('no picture'))
  const bytes = await encode(drawnPicture(64, 64), 'png')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await files.keepImage(sha256, bytes)
  const [failed, made] = await Promise.allSettled([thumbnails.find(bad, 384), thumbnails.find(sha256, 384)])
  expect(failed).toMatchObject({ status: 'rejected' })
  expect(made).toMatchObject({ status: 'fulfilled', value: { format: 'jpeg' } })
})
