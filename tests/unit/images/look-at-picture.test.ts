import { deflateSync, crc32 } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { lookAtPicture } from '#main/images/look-at-picture.ts'
import { drawnPicture, encode, flatPicture, type PictureFormat } from './pictures.ts'

const FORMATS: PictureFormat[] = ['png', 'jpeg', 'webp']
const asked = { width: 256, height: 256 }

test.each(FORMATS)('a %s whose size or format is not read from its bytes', async (format) => {
  const bytes = await encode(drawnPicture(320, 200), format)
  expect(await lookAtPicture(bytes, { width: 320, height: 200, format })).toEqual({
    format,
    width: 320,
    height: 200,
    flags: [],
  })
})

test('a picture that is not what was asked and passes for it', async () => {
  const bytes = await encode(drawnPicture(256, 256), 'png')
  expect(await lookAtPicture(bytes, { width: 512, height: 256 })).toMatchObject({ flags: ['other-size'] })
  expect(await lookAtPicture(bytes, { width: 256, height: 512 })).toMatchObject({ flags: ['other-size'] })
  expect(await lookAtPicture(bytes, { ...asked, format: 'webp' })).toMatchObject({ flags: ['other-format'] })
  expect(await lookAtPicture(bytes, { width: 1, height: 1, format: 'jpeg' })).toMatchObject({
    flags: ['other-size', 'other-format'],
  })
})

test('a picture that lies on its side measured as it lies in the file and not as it is shown', async () => {
  const bytes = await encode(drawnPicture(320, 200).withMetadata({ orientation: 6 }), 'jpeg')
  expect(await lookAtPicture(bytes, { width: 200, height: 320 })).toMatchObject({ width: 200, height: 320, flags: [] })
})

test.each(FORMATS)('a black %s that is not noticed', async (format) => {
  const black = await encode(flatPicture({ r: 0, g: 0, b: 0 }), format)
  expect(await lookAtPicture(black, asked)).toMatchObject({ flags: ['black'] })
  const nearly = await encode(flatPicture({ r: 3, g: 2, b: 3 }), format)
  expect(await lookAtPicture(nearly, asked)).toMatchObject({ flags: ['black'] })
})

test.each(FORMATS)('a flat %s that is not noticed, or called black', async (format) => {
  const grey = await encode(flatPicture({ r: 90, g: 90, b: 90 }), format)
  expect(await lookAtPicture(grey, asked)).toMatchObject({ flags: ['blank'] })
  const white = await encode(flatPicture({ r: 255, g: 255, b: 255 }), format)
  expect(await lookAtPicture(white, asked)).toMatchObject({ flags: ['blank'] })
})

test.each(FORMATS)('a dark %s with something in it taken for black, or a dark flat one for nothing', async (format) => {
  const star = await sharp({ create: { width: 12, height: 12, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const night = await encode(flatPicture({ r: 1, g: 1, b: 2 }).composite([{ input: star, left: 40, top: 60 }]), format)
  expect(await lookAtPicture(night, asked)).toMatchObject({ flags: [] })
  const dusk = await encode(flatPicture({ r: 12, g: 12, b: 14 }), format)
  expect(await lookAtPicture(dusk, asked)).toMatchObject({ flags: ['blank'] })
})

test('fine grain that averages out at a glance taken for one flat area', async () => {
  const grain = sharp({
    create: {
      width: 1024,
      height: 1024,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 9 },
    },
  })
  const bytes = await encode(grain, 'png')
  expect(await lookAtPicture(bytes, { width: 1024, height: 1024 })).toMatchObject({ flags: [] })
})

test.each(['png', 'webp'] as const)('a see-through %s judged by colours nobody sees', async (format) => {
  const logo = drawnPicture(256, 256, 4).composite([])
  expect(await lookAtPicture(await encode(logo, format), asked)).toMatchObject({ flags: [] })
  const nothing = await encode(flatPicture({ r: 200, g: 10, b: 10, alpha: 0 }), format)
  expect(await lookAtPicture(nothing, asked)).toMatchObject({ flags: ['blank'] })
  const silhouette = flatPicture({ r: 0, g: 0, b: 0, alpha: 0 }).composite([
    { input: await flatPicture({ r: 0, g: 0, b: 0, alpha: 1 }, 100).png().toBuffer() },
  ])
  expect(await lookAtPicture(await encode(silhouette, format), asked)).toMatchObject({ flags: [] })
  const opaqueBlack = await encode(flatPicture({ r: 0, g: 0, b: 0, alpha: 1 }), format)
  expect(await lookAtPicture(opaqueBlack, asked)).toMatchObject({ flags: ['black'] })
})

test('a grey, a 16-bit or a CMYK picture that stops the look', async () => {
  const grey = await encode(drawnPicture(64, 64).greyscale(), 'png')
  const deep = await encode(drawnPicture(64, 64).toColourspace('rgb16'), 'png')
  const printed = await encode(drawnPicture(64, 64).toColourspace('cmyk'), 'jpeg')
  for (const bytes of [grey, deep, printed]) {
    expect(await lookAtPicture(bytes, { width: 64, height: 64 })).toMatchObject({ width: 64, height: 64, flags: [] })
  }
})

test.each(FORMATS)('a %s that is cut off and passes for whole', async (format) => {
  const whole = await encode(drawnPicture(1024, 1024), format)
  for (const share of [0.02, 0.5, 0.9, 0.99]) {
    const look = await lookAtPicture(whole.subarray(0, Math.floor(whole.length * share)), { width: 1024, height: 1024 })
    expect(look, `${share} of it`).toEqual({
      unusable: expect.stringMatching(/picture is damaged or cut off \(.+\)\.$/),
    })
  }
})

test('a progressive JPEG that is cut off and passes for a coarse one', async () => {
  const whole = new Uint8Array(await drawnPicture(512, 512).jpeg({ progressive: true }).toBuffer())
  const look = await lookAtPicture(whole.subarray(0, Math.floor(whole.length / 2)), { width: 512, height: 512 })
  expect(look).toHaveProperty('unusable')
})

test('a PNG with a changed byte that passes for whole', async () => {
  const bytes = await encode(drawnPicture(256, 256), 'png')
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] as number) ^ 0xff
  expect(await lookAtPicture(bytes, asked)).toHaveProperty('unusable')
})

test.each([
  ['nothing', ''],
  ['an error page', '<!doctype html><title>502 Bad Gateway</title>'],
  ['a drawing in SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'],
  ['a GIF', 'GIF89a\u0001\u0000\u0001\u0000'],
  ['the first bytes of a JPEG', '\u00ff\u00d8\u00ff\u00e0'],
])('%s that is kept as a picture', async (_name, text) => {
  const look = await lookAtPicture(Buffer.from(text, 'latin1'), asked)
  expect(look).toEqual({ unusable: expect.stringMatching(/^(The|What) .+\.$/) })
})

test('a small file that unfolds into gigabytes', async () => {
  const look = await lookAtPicture(claimingPng(60_000, 60_000), asked)
  expect(look).toEqual({ unusable: 'The picture is too large to open: 60000 × 60000 pixels; the bound is 64 million.' })
})

/** A PNG whose header claims a size; its data would be that many zeros. */
function claimingPng(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.alloc(1_000_000))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
