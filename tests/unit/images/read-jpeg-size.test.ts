import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readJpegSize } from '#main/images/read-jpeg-size.ts'
import { readSize } from '#main/images/open-picture.ts'
import { drawnPicture, encode } from './pictures.ts'

test('a size that differs from what the decoder says, or width and height mixed up', async () => {
  for (const progressive of [false, true]) {
    const bytes = await sharp(await encode(drawnPicture(61, 47), 'png'))
      .jpeg({ progressive })
      .toBuffer()
    expect(readJpegSize(bytes)).toEqual({ width: 61, height: 47 })
    expect(await readSize(bytes)).toEqual({ width: 61, height: 47 })
  }
})

test('a rotation noted in Exif that is passed over', async () => {
  const bytes = await sharp(await encode(drawnPicture(61, 47), 'png'))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  expect(readJpegSize(bytes)).toBeNull()
  expect(await readSize(bytes)).toEqual({ width: 47, height: 61 })
})

test('bytes that are no JPEG, or end within the header, and break the reading', async () => {
  const whole = await encode(drawnPicture(61, 47), 'jpeg')
  const sizes = Array.from({ length: 700 }, (_, length) => readJpegSize(whole.subarray(0, length)))
  expect(sizes[0]).toBeNull()
  expect(sizes.at(-1)).toEqual({ width: 61, height: 47 })
  expect(new Set(sizes.map((size) => JSON.stringify(size))).size).toBe(2)
  expect(readJpegSize(await encode(drawnPicture(61, 47), 'png'))).toBeNull()
  expect(readJpegSize(new Uint8Array(64))).toBeNull()
  // A segment that says it is shorter than its own length field would be read for ever.
  const still = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, ...new Uint8Array(64)])
  expect(readJpegSize(still)).toBeNull()
})
